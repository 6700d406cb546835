import { describe, expect, it } from "vitest";
import { closeCode } from "../contract/codes.ts";
import { defaultCallLimits } from "./call/limits.ts";
import { lively, startCall, startConnecting, started } from "./testing/call-bench.ts";

const closed = (code: number) => ({ type: "socket.closed", code, jitter: 1 }) as const;
const brokenLine = 1006;
const ended = { type: "session.ended", reason: "GEMINI_ENDED", atMs: 0 } as const;
const failed = { type: "session.failed", code: closeCode.geminiFailed, message: "The interviewer could not be reached." } as const;

describe("entering", () => {
  it("opens nothing before the candidate begins", () => {
    const { value, diary, clock } = startCall();
    clock.pass(3_600_000);
    expect(value()).toEqual({ initializing: "lobby" });
    expect(diary.all).toEqual([]);
  });

  it("opens the microphone, mints a token, opens the socket, and passes sound once the session has started", async () => {
    const { value, diary, send, mint } = startCall();
    send("call.begun");
    expect(value()).toEqual({ initializing: "opening" });
    send("microphone.ready");
    expect(value()).toEqual({ connecting: "minting" });
    await mint.answer({ token: "t1" });
    expect(value()).toEqual({ connecting: "opening" });
    send("socket.opened", started());
    expect(value()).toEqual(lively());
    expect(mint.asked).toEqual([{ interviewId: "i1" }]);
    expect(diary.all).toEqual([
      "opened speaker",
      "opened microphone",
      "opened socket t1",
      "page rememberResumeToken r1 false",
      "page openLine",
    ]);
  });

  it("rejoins by itself after a reload, with the resume token and without minting", () => {
    const { value, diary, send, mint } = startCall({ resumeToken: "r0" });
    expect(value()).toEqual({ initializing: "opening" });
    send("microphone.ready");
    expect(value()).toEqual({ connecting: "opening" });
    expect(mint.asked).toEqual([]);
    expect(diary.opened).toEqual(["speaker", "microphone", "socket r0"]);
  });

  it("waits for the candidate before taking over from another tab", () => {
    const { value, send, diary } = startCall({ resumeToken: "r0", isTakeover: true });
    expect(value()).toEqual({ initializing: "lobby" });
    send("call.begun", "microphone.ready");
    expect(diary.opened).toEqual(["speaker", "microphone", "socket r0"]);
  });

  it("leaves the interview to the other tab when the candidate cancels before it was live here", () => {
    for (const tried of [[], ["socket.opened"]] as const) {
      const { value, send, diary } = startCall({ resumeToken: "r0", isTakeover: true });
      send("call.begun", "microphone.ready", ...tried, "call.ended");
      expect([value(), diary.heard]).toEqual([{ initializing: "lobby" }, []]);
      expect(diary.closed.toSorted()).toEqual(["microphone", "socket", "speaker"]);
      send("call.begun", "microphone.ready");
      expect(value()).toEqual({ connecting: "opening" });
    }
    const waiting = startCall({ resumeToken: "r0", isTakeover: true });
    waiting.send("call.begun", "microphone.ready", closed(brokenLine), "call.ended");
    expect([waiting.value(), waiting.diary.heard]).toEqual([{ initializing: "lobby" }, []]);
  });

  it("ends an interview that no tab had open when the candidate cancels over its socket", async () => {
    const { value, send, mint } = startCall({ isTakeover: true });
    send("call.begun", "microphone.ready");
    await mint.answer({ token: "t1" });
    send("call.ended");
    expect(value()).toEqual({ ending: "requested" });
  });

  it("ends an interview that it has taken over, and comes back to after a loss, when the candidate cancels", () => {
    const { value, send, clock } = startCall({ resumeToken: "r0", isTakeover: true });
    send("call.begun", "microphone.ready", started("r1"), closed(brokenLine));
    clock.pass(defaultCallLimits.reconnectMs);
    send("call.retried", "microphone.ready", "call.ended");
    expect(value()).toEqual({ ending: "requested" });
  });

  it("says why no token was minted, and retries on request", async () => {
    const { value, send, mint, context } = startCall();
    send("call.begun", "microphone.ready");
    await mint.fail(new Error("Interview is not in PENDING state"));
    expect(value()).toEqual({ connecting: "failed" });
    expect(context().message).toBe("Interview is not in PENDING state");
    send("call.retried");
    expect(value()).toEqual({ connecting: "minting" });
    expect(context().message).toBe(null);
    expect(mint.asked).toEqual([{ interviewId: "i1" }, { interviewId: "i1" }]);
  });

  it("goes back to the lobby when the candidate ends before there is a socket", async () => {
    const { value, send, diary } = startCall();
    send("call.begun", "microphone.ready", "call.ended");
    expect(value()).toEqual({ initializing: "lobby" });
    expect(diary.closed).toEqual(["microphone", "speaker"]);
  });

  it("ends the interview over the socket that is still being opened", async () => {
    const { value, send, diary } = await startConnecting();
    send("call.ended");
    expect(value()).toEqual({ ending: "requested" });
    expect(diary.heard).toEqual(["socket end.request", "speaker speaker.flush"]);
  });

  it("keeps the Worker's explanation of a failure until the end is shown", async () => {
    const { value, send, context } = await startConnecting();
    send(failed, closed(closeCode.geminiFailed));
    expect(value()).toEqual({ ending: "unbegun" });
    expect(context().message).toBe("The interviewer could not be reached.");
  });

  it("drops the tokens when they are refused, and mints another on request", async () => {
    const { value, send, diary, context, mint } = await startConnecting();
    send(closed(closeCode.tokenRefused));
    expect(value()).toEqual({ connecting: "refused" });
    expect(diary.all).toEqual(["page forgetResumeToken", "closed socket"]);
    expect([context().token, context().resumeToken]).toEqual([null, null]);
    send("call.retried");
    await mint.answer({ token: "t2" });
    expect(diary.opened).toEqual(["socket t2"]);
  });

  it("gives a session 20 s to start", async () => {
    const { value, clock, diary } = await startConnecting();
    clock.pass(19_999);
    expect(value()).toEqual({ connecting: "opening" });
    clock.pass(1);
    expect(value()).toEqual({ connecting: "failed" });
    expect(diary.closed).toEqual(["socket"]);
  });

  it("retries a broken socket three times, pausing 1 s and 2 s, then asks the candidate", async () => {
    const { value, send, clock, diary } = await startConnecting();
    for (const pauseMs of [1_000, 2_000]) {
      send(closed(brokenLine));
      clock.pass(pauseMs - 1);
      expect(value()).toEqual({ connecting: "waiting" });
      clock.pass(1);
      expect(value()).toEqual({ connecting: "opening" });
    }
    send(closed(brokenLine));
    expect(value()).toEqual({ connecting: "failed" });
    expect(diary.opened).toEqual(["socket t1", "socket t1"]);
  });

  it.each([
    [closeCode.ended, "over"],
    [closeCode.alreadyEnded, "over"],
    [closeCode.geminiFailed, "unbegun"],
    [closeCode.replaced, "replaced"],
  ])("reads close code %i as %s", async (code, ending) => {
    const { value, send } = await startConnecting();
    send(closed(code));
    expect(value()).toEqual({ ending });
  });

  it("plays out what was said when the interview ends before it was live", async () => {
    const { value, send } = await startConnecting();
    send(ended);
    expect(value()).toEqual({ ending: { draining: "measuring" } });
  });

  it("does not say that an interview never began when it fails after a reload", () => {
    const { value, send } = startCall({ resumeToken: "r0" });
    send("microphone.ready", closed(closeCode.geminiFailed));
    expect(value()).toEqual({ ending: "failed" });
  });
});
