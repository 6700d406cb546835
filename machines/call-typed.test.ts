import { expect, it } from "vitest";
import { lively, startCall, started, startLive } from "./testing/call-bench.ts";

const typing = lively("connected", "typed");

it("starts without a microphone when answers are to be typed, and opens one once they are to be spoken", async () => {
  const { send, mint, value, diary } = startCall();
  send("call.typed");
  expect(value()).toEqual({ connecting: "minting" });
  await mint.answer({ token: "t1" });
  send(started());
  expect(value()).toEqual(typing);
  expect(diary.all).toEqual([
    "opened speaker",
    "opened microphone typed",
    "opened socket t1",
    "page rememberResumeToken r1 true",
    "page openLine",
  ]);
  diary.all.length = 0;
  send("call.spoken", "microphone.ready");
  expect(value()).toEqual(lively());
  expect(diary.all).toEqual(["page rememberResumeToken r1 false", "closed microphone", "opened microphone"]);
});

it("also starts without one when the microphone was refused", () => {
  const { send, value } = startCall();
  send("call.begun", { type: "microphone.refused", problem: "permissionRefused" }, "call.typed");
  expect(value()).toEqual({ connecting: "minting" });
});

it.each(["microphone.lost", "microphone.broke"] as const)("continues by typing after %s", async (loss) => {
  const { send, value } = await startLive();
  send(loss, "call.typed");
  expect(value()).toEqual(typing);
});

it("stays typed after a reload, and requests no microphone when the line or the sound returns", () => {
  const { send, value, diary } = startCall({ resumeToken: "r0", isTyped: true });
  expect(value()).toEqual({ connecting: "opening" });
  send(started(), "speaker.suspended", "call.retried", "speaker.running", "call.retried");
  expect(value()).toEqual(typing);
  expect(diary.opened).toEqual(["speaker", "microphone typed", "socket r0"]);
});

it("requests the microphone when another tab's typed interview is started here", () => {
  const { send, value } = startCall({ resumeToken: "r0", isTakeover: true, isTyped: true });
  send("call.begun");
  expect(value()).toEqual({ initializing: "opening" });
});
