import { closeCode, type CloseCode } from "../../contract/codes.ts";

const mostFrames = 20;
const longestFrameBytes = 2_048;
const openMs = 5_000;

/**
 * Echoes binary frames for the device check, so that a page can measure its round trip to the Worker. Needs no token and no object. It
 * stays open for five seconds and echoes 20 frames of 2 KiB at most.
 */
export const echoSocket = (): Response => {
  const { 0: theirs, 1: ours } = new WebSocketPair();
  ours.binaryType = "arraybuffer";
  ours.accept();
  let echoed = 0;
  const close = (code: CloseCode, reason: string) => {
    clearTimeout(timer);
    ours.close(code, reason);
  };
  const timer = setTimeout(() => close(closeCode.ended, "The check is over"), openMs);
  ours.addEventListener("message", ({ data }) => {
    if (ours.readyState !== WebSocket.OPEN) return;
    if (typeof data === "string") return close(closeCode.policyViolated, "Binary frames only");
    if (data.byteLength > longestFrameBytes) return close(closeCode.frameTooLarge, "A frame is at most 2 KiB");
    if (++echoed <= mostFrames) ours.send(data);
  });
  ours.addEventListener("close", () => clearTimeout(timer));
  return new Response(null, { status: 101, webSocket: theirs });
};
