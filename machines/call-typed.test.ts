import { expect, it } from "vitest";
import { lively, startCall, started, startLive } from "./testing/call-bench.ts";

const typing = lively("connected", "typed");

it("begins without a microphone where the answers are to be typed, and takes one once they are to be spoken", async () => {
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

it("begins so too where the microphone was refused", () => {
  const { send, value } = startCall();
  send("call.begun", { type: "microphone.refused", problem: "permissionRefused" }, "call.typed");
  expect(value()).toEqual({ connecting: "minting" });
});

it.each(["microphone.lost", "microphone.broke"] as const)("goes on by typing after %s", async (loss) => {
  const { send, value } = await startLive();
  send(loss, "call.typed");
  expect(value()).toEqual(typing);
});

it("is still typed after a reload, and asks for no microphone when the line or the sound comes back", () => {
  const { send, value, diary } = startCall({ resumeToken: "r0", isTyped: true });
  expect(value()).toEqual({ connecting: "opening" });
  send(started(), "speaker.suspended", "call.retried", "speaker.running", "call.retried");
  expect(value()).toEqual(typing);
  expect(diary.opened).toEqual(["speaker", "microphone typed", "socket r0"]);
});

it("asks for the microphone where another tab's typed interview is begun here", () => {
  const { send, value } = startCall({ resumeToken: "r0", isTakeover: true, isTyped: true });
  send("call.begun");
  expect(value()).toEqual({ initializing: "opening" });
});
