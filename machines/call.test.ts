import { describe, expect, it } from "vitest";
import type { MicrophoneProblem } from "./call.ts";
import { closeCode } from "../contract/codes.ts";
import { lively, startCall, startConnecting, started, startLive } from "./testing/call-bench.ts";

const closed = (code: number) => ({ type: "socket.closed", code, jitter: 1 }) as const;
const brokenLine = 1006;
const ended = { type: "session.ended", reason: "GEMINI_ENDED" } as const;
const failed = { type: "session.failed", code: closeCode.geminiFailed, message: "The interviewer could not be reached." } as const;
const said = (speaker: "USER" | "AI", text: string, isFinal = false) =>
  ({ type: "caption.received", caption: { speaker, text, isFinal } }) as const;

describe("the way in", () => {
  it("opens nothing before the candidate begins", () => {
    const { value, diary, clock } = startCall();
    clock.pass(3_600_000);
    expect(value()).toEqual({ initializing: "lobby" });
    expect(diary.all).toEqual([]);
  });

  it("opens the microphone, mints a token, opens the socket, and lets sound pass when the session has started", async () => {
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
    expect(diary.all).toEqual(["opened speaker", "opened microphone", "opened socket t1", "page rememberResumeToken r1", "page openLine"]);
  });

  it("rejoins by itself after a reload, with the resume token and without minting", () => {
    const { value, diary, send, mint } = startCall({ resumeToken: "r0" });
    expect(value()).toEqual({ initializing: "opening" });
    send("microphone.ready");
    expect(value()).toEqual({ connecting: "opening" });
    expect(mint.asked).toEqual([]);
    expect(diary.opened).toEqual(["speaker", "microphone", "socket r0"]);
  });

  it("waits to be begun before it takes over from another tab", () => {
    const { value, send, diary } = startCall({ resumeToken: "r0", isTakeover: true });
    expect(value()).toEqual({ initializing: "lobby" });
    send("call.begun", "microphone.ready");
    expect(diary.opened).toEqual(["speaker", "microphone", "socket r0"]);
  });

  it("says why no token was minted, and tries again when asked", async () => {
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

  it("keeps what the Worker said of a failure until the end is shown", async () => {
    const { value, send, context } = await startConnecting();
    send(failed, closed(closeCode.geminiFailed));
    expect(value()).toEqual({ ending: "unbegun" });
    expect(context().message).toBe("The interviewer could not be reached.");
  });

  it("drops the tokens when they are refused, and mints another when asked", async () => {
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

  it("tries a socket that breaks three times, pausing 1 s and 2 s, then asks the candidate", async () => {
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
  ])("ends on close code %i as %s", async (code, ending) => {
    const { value, send } = await startConnecting();
    send(closed(code));
    expect(value()).toEqual({ ending });
  });

  it("plays out what was said when the interview ended before it was live", async () => {
    const { value, send } = await startConnecting();
    send(ended);
    expect(value()).toEqual({ ending: { draining: "measuring" } });
  });

  it("does not call an interview unbegun that fails after a reload", () => {
    const { value, send } = startCall({ resumeToken: "r0" });
    send("microphone.ready", closed(closeCode.geminiFailed));
    expect(value()).toEqual({ ending: "failed" });
  });
});

describe("the microphone's permission", () => {
  const problems: MicrophoneProblem[] = ["permissionRefused", "missing", "busy", "unsupported", "unloadable"];

  it.each(problems)("names %s, closes both devices and lets the candidate try again", (problem) => {
    const { value, context, send, diary } = startCall();
    send("call.begun", { type: "microphone.refused", problem });
    expect([value(), context().problem]).toEqual([{ initializing: "blocked" }, problem]);
    expect(diary.closed).toEqual(["microphone", "speaker"]);
    send("call.begun");
    expect(value()).toEqual({ initializing: "opening" });
    expect(diary.opened).toEqual(["speaker", "microphone", "speaker", "microphone"]);
  });

  it.each([
    ["microphone.lost", "missing"],
    ["microphone.broke", "broken"],
    ["speaker.refused", "unloadable"],
  ] as const)("is asked for again after %s while connecting", async (type, problem) => {
    const { value, context, send, diary } = await startConnecting();
    send(type);
    expect([value(), context().problem]).toEqual([{ initializing: "blocked" }, problem]);
    expect(diary.closed).toEqual(["socket", "microphone", "speaker"]);
  });

  it("is not asked for where the part of the page that plays the interviewer cannot be loaded", () => {
    const { value, context, send, diary } = startCall();
    send("call.begun", "speaker.refused");
    expect([value(), context().problem]).toEqual([{ initializing: "blocked" }, "unloadable"]);
    expect(diary.closed).toEqual(["microphone", "speaker"]);
  });

  it("can be waited for no longer, in the lobby before the interview and beside it after a reload", () => {
    const first = startCall();
    first.send("call.begun", "call.ended");
    expect(first.value()).toEqual({ initializing: "lobby" });
    expect(first.diary.closed).toEqual(["speaker", "microphone"]);
    const reloaded = startCall({ resumeToken: "r0" });
    reloaded.send("call.ended");
    expect([reloaded.value(), reloaded.context().problem]).toEqual([{ initializing: "blocked" }, "unanswered"]);
    reloaded.send("call.begun", "microphone.ready");
    expect(reloaded.value()).toEqual({ connecting: "opening" });
  });
});

describe("while live", () => {
  it("mutes and unmutes the microphone", async () => {
    const { value, send, diary } = await startLive();
    send("call.muted");
    expect(value()).toEqual(lively("connected", "muted"));
    send("call.unmuted");
    expect(value()).toEqual(lively());
    expect(diary.all).toEqual([
      "page tellWorker muted true",
      "heard microphone microphone.mute",
      "page tellWorker muted false",
      "heard microphone microphone.unmute",
    ]);
  });

  it("goes on without a lost device, opens it again when asked, and comes back muted if it was muted", async () => {
    const { value, send, diary } = await startLive();
    send("call.muted", "microphone.lost");
    expect(value()).toEqual(lively("connected", "lost"));
    send("call.retried");
    expect(value()).toEqual(lively("connected", "reopening"));
    send("microphone.ready");
    expect(value()).toEqual(lively("connected", "muted"));
    expect(diary.all.filter((it) => !it.startsWith("page"))).toEqual([
      "heard microphone microphone.mute",
      "closed microphone",
      "opened microphone muted",
    ]);
  });

  it.each([
    [{ type: "microphone.refused", problem: "busy" }, "lost", "busy"],
    [{ type: "microphone.lost" }, "lost", "missing"],
    [{ type: "microphone.broke" }, "broken", null],
  ] as const)("stays without the device when opening it again ends in %j, and says why", async (event, state, problem) => {
    const { value, context, send } = await startLive();
    send("microphone.lost", "call.retried", event);
    expect([value(), context().problem]).toEqual([lively("connected", state), problem]);
  });

  it.each(["mutedBySystem", "paused", "silent"] as const)(
    "knows that a microphone is %s, opens it again when asked and goes on by itself when it is heard",
    async (cause) => {
      const { value, send, diary } = await startLive();
      send({ type: "microphone.unheard", cause });
      expect(value()).toEqual(lively("connected", { on: cause }));
      send("microphone.heard");
      expect(value()).toEqual(lively());
      send({ type: "microphone.unheard", cause }, "call.retried");
      expect(value()).toEqual(lively("connected", "reopening"));
      send("microphone.ready");
      expect(value()).toEqual(lively());
      expect(diary.all).toEqual(["closed microphone", "opened microphone"]);
    },
  );

  it("tells one cause after the other", async () => {
    const { value, send } = await startLive();
    send({ type: "microphone.unheard", cause: "silent" }, { type: "microphone.unheard", cause: "paused" });
    expect(value()).toEqual(lively("connected", { on: "paused" }));
  });

  it("knows of a microphone that was muted by the system before the session started, or while the candidate had it muted", async () => {
    const early = await startConnecting();
    early.send({ type: "microphone.unheard", cause: "mutedBySystem" }, started());
    expect(early.value()).toEqual(lively("connected", { on: "mutedBySystem" }));
    const muted = await startLive();
    muted.send("call.muted", { type: "microphone.unheard", cause: "mutedBySystem" });
    expect(muted.value()).toEqual(lively("connected", "muted"));
    muted.send("call.unmuted");
    expect(muted.value()).toEqual(lively("connected", { on: "mutedBySystem" }));
  });

  it("goes on without a microphone whose processing died, muted or not, and opens it again when asked", async () => {
    const { value, send, diary } = await startLive();
    send("call.muted", "microphone.broke");
    expect(value()).toEqual(lively("connected", "broken"));
    send("call.retried", "microphone.ready");
    expect(value()).toEqual(lively("connected", "muted"));
    expect(diary.all.filter((it) => !it.startsWith("page"))).toEqual([
      "heard microphone microphone.mute",
      "closed microphone",
      "opened microphone muted",
    ]);
    const heard = await startLive();
    heard.send("microphone.broke");
    expect(heard.value()).toEqual(lively("connected", "broken"));
  });

  it("names a page that cannot play, whether or not sound was suspended before", async () => {
    const { value, send } = await startLive();
    send("speaker.suspended", "speaker.refused");
    expect(value()).toEqual(lively("connected", { on: "heard" }, "unloadable"));
  });

  it("says that sound is suspended, and asks it to go on when the candidate does", async () => {
    const { value, send, diary } = await startLive();
    send("speaker.suspended");
    expect(value()).toEqual(lively("connected", { on: "heard" }, "suspended"));
    send("call.retried");
    expect(diary.heard).toEqual(["speaker speaker.resume"]);
    send("speaker.running");
    expect(value()).toEqual(lively());
  });

  it("knows of sound that was suspended before the session started", async () => {
    const { value, send } = await startConnecting();
    send("speaker.suspended", started());
    expect(value()).toEqual(lively("connected", { on: "heard" }, "suspended"));
  });

  it("drops queued speech when the interviewer is interrupted", async () => {
    const { send, diary } = await startLive();
    send("session.interrupted");
    expect(diary.heard).toEqual(["speaker speaker.flush"]);
  });

  it("replaces a caption until it is final, each speaker's by itself", async () => {
    const { send, context } = await startLive();
    send(
      said("AI", "Wel"),
      said("AI", "Welcome.", true),
      said("USER", "Hi"),
      said("AI", "So"),
      said("USER", "Hi there", true),
      said("AI", "So tell me"),
    );
    expect(context().captions).toEqual([
      { speaker: "AI", text: "Welcome.", isFinal: true },
      { speaker: "USER", text: "Hi there", isFinal: true },
      { speaker: "AI", text: "So tell me", isFinal: false },
    ]);
  });
});
