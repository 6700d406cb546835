import { describe, expect, it } from "vitest";
import { type CallInput, type MicrophoneProblem, defaultCallLimits } from "./call.ts";
import { closeCode } from "./failure.ts";
import { startCall } from "./testing/call-bench.ts";

const started = (resumeToken = "r1") => ({ type: "session.started", resumeToken, endsAtUnixMs: 3_600_000 }) as const;
const closed = (code: number, jitter = 1) => ({ type: "socket.closed", code, jitter }) as const;
const brokenLine = 1006;
const ended = { type: "session.ended", reason: "GEMINI_ENDED" } as const;
const failed = { type: "session.failed", code: closeCode.geminiFailed, message: "The interviewer could not be reached." } as const;
const said = (speaker: "USER" | "AI", text: string, isFinal = false) =>
  ({ type: "caption.received", caption: { speaker, text, isFinal } }) as const;

/** A call whose socket is being opened; its diary begins there. */
const connecting = async (input: Partial<CallInput> = {}) => {
  const call = startCall(input);
  call.send("call.begun", "microphone.ready");
  await call.mint.answer({ token: "t1" });
  for (const list of Object.values(call.diary)) list.length = 0;
  return call;
};

/** A call that is live; its diary begins there. */
const live = async (input: Partial<CallInput> = {}) => {
  const call = await connecting(input);
  call.send(started());
  for (const list of Object.values(call.diary)) list.length = 0;
  return call;
};

const lively = (connection: unknown = "connected", microphone = "on", speaker = "playing") => ({
  live: { connection, microphone, speaker },
});

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
    const { value, diary, send, mint, context } = startCall({ resumeToken: "r0" });
    expect(value()).toEqual({ initializing: "opening" });
    send("microphone.ready");
    expect(value()).toEqual({ connecting: "opening" });
    expect(context().isRejoining).toBe(true);
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
    const { value, send, diary } = await connecting();
    send("call.ended");
    expect(value()).toEqual({ ending: "requested" });
    expect(diary.heard).toEqual(["socket end.request", "speaker speaker.flush"]);
  });

  it("keeps what the Worker said of a failure until the end is shown", async () => {
    const { value, send, context } = await connecting();
    send(failed, closed(closeCode.geminiFailed));
    expect(value()).toEqual({ ending: "failed" });
    expect(context().message).toBe("The interviewer could not be reached.");
  });

  it("drops the tokens when they are refused, and mints another when asked", async () => {
    const { value, send, diary, context, mint } = await connecting();
    send(closed(closeCode.tokenRefused));
    expect(value()).toEqual({ connecting: "refused" });
    expect(diary.all).toEqual(["page forgetResumeToken", "closed socket"]);
    expect([context().token, context().resumeToken]).toEqual([null, null]);
    send("call.retried");
    await mint.answer({ token: "t2" });
    expect(diary.opened).toEqual(["socket t2"]);
  });

  it("gives a session 20 s to start", async () => {
    const { value, clock, diary } = await connecting();
    clock.pass(19_999);
    expect(value()).toEqual({ connecting: "opening" });
    clock.pass(1);
    expect(value()).toEqual({ connecting: "failed" });
    expect(diary.closed).toEqual(["socket"]);
  });

  it("tries a socket that breaks three times, pausing 1 s and 2 s, then asks the candidate", async () => {
    const { value, send, clock, diary } = await connecting();
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
    [closeCode.geminiFailed, "failed"],
    [closeCode.replaced, "replaced"],
  ])("ends on close code %i as %s", async (code, ending) => {
    const { value, send } = await connecting();
    send(closed(code));
    expect(value()).toEqual({ ending });
  });

  it("plays out what was said when the interview ended before it was live", async () => {
    const { value, send } = await connecting();
    send(ended);
    expect(value()).toEqual({ ending: "draining" });
  });
});

describe("the microphone's permission", () => {
  const problems: MicrophoneProblem[] = ["permissionRefused", "missing", "busy", "unsupported"];

  it.each(problems)("names %s, closes both devices and lets the candidate try again", (problem) => {
    const { value, send, diary } = startCall();
    send("call.begun", { type: "microphone.refused", problem });
    expect(value()).toEqual({ initializing: { blocked: problem } });
    expect(diary.closed).toEqual(["microphone", "speaker"]);
    send("call.begun");
    expect(value()).toEqual({ initializing: "opening" });
    expect(diary.opened).toEqual(["speaker", "microphone", "speaker", "microphone"]);
  });

  it("is asked for again when the device is lost while connecting", async () => {
    const { value, send, diary } = await connecting();
    send("microphone.lost");
    expect(value()).toEqual({ initializing: { blocked: "missing" } });
    expect(diary.closed).toEqual(["socket", "microphone", "speaker"]);
  });
});

describe("while live", () => {
  it("mutes and unmutes the microphone", async () => {
    const { value, send, diary } = await live();
    send("call.muted");
    expect(value()).toEqual(lively("connected", "muted"));
    send("call.unmuted");
    expect(value()).toEqual(lively());
    expect(diary.all).toEqual(["heard microphone microphone.mute", "heard microphone microphone.unmute"]);
  });

  it("goes on without a lost device, opens it again when asked, and comes back muted if it was muted", async () => {
    const { value, send, diary } = await live();
    send("call.muted", "microphone.lost");
    expect(value()).toEqual(lively("connected", "lost"));
    send("call.retried");
    expect(value()).toEqual(lively("connected", "reopening"));
    send("microphone.ready");
    expect(value()).toEqual(lively("connected", "muted"));
    expect(diary.all).toEqual(["heard microphone microphone.mute", "closed microphone", "opened microphone muted"]);
  });

  it.each([{ type: "microphone.refused", problem: "missing" }, { type: "microphone.lost" }] as const)(
    "stays without the device when opening it again ends in $type",
    async (event) => {
      const { value, send } = await live();
      send("microphone.lost", "call.retried", event);
      expect(value()).toEqual(lively("connected", "lost"));
    },
  );

  it("says that sound is suspended, and asks it to go on when the candidate does", async () => {
    const { value, send, diary } = await live();
    send("speaker.suspended");
    expect(value()).toEqual(lively("connected", "on", "suspended"));
    send("call.retried");
    expect(diary.heard).toEqual(["speaker speaker.resume"]);
    send("speaker.running");
    expect(value()).toEqual(lively());
  });

  it("knows of sound that was suspended before the session started", async () => {
    const { value, send } = await connecting();
    send("speaker.suspended", started());
    expect(value()).toEqual(lively("connected", "on", "suspended"));
  });

  it("drops queued speech when the interviewer is interrupted", async () => {
    const { send, diary } = await live();
    send("session.interrupted");
    expect(diary.heard).toEqual(["speaker speaker.flush"]);
  });

  it("replaces a caption until it is final, each speaker's by itself", async () => {
    const { send, context } = await live();
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

describe("coming back", () => {
  it.each([brokenLine, closeCode.policyViolated, closeCode.frameTooLarge, closeCode.overloaded])(
    "reconnects with the resume token after close code %i, keeping the devices",
    async (code) => {
      const { value, send, diary, clock } = await live();
      send(closed(code));
      expect(value()).toEqual(lively({ reconnecting: "waiting" }));
      clock.pass(500);
      expect(value()).toEqual(lively({ reconnecting: { opening: "dialling" } }));
      send("socket.opened", started("r2"));
      expect(value()).toEqual(lively());
      expect(diary.all).toEqual(["closed socket", "opened socket r1", "page rememberResumeToken r2"]);
    },
  );

  it("pauses 0.5, 1, 2, 4, then 5 s between tries", async () => {
    const { value, send, clock, diary } = await live();
    send(closed(brokenLine));
    for (const pauseMs of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      clock.pass(pauseMs - 1);
      expect(value()).toEqual(lively({ reconnecting: "waiting" }));
      clock.pass(1);
      send(closed(brokenLine));
    }
    expect(diary.opened).toEqual(Array(6).fill("socket r1"));
  });

  it("halves a pause at most, by the jitter that the host drew", async () => {
    const { value, send, clock } = await live();
    send(closed(brokenLine, 0));
    clock.pass(249);
    expect(value()).toEqual(lively({ reconnecting: "waiting" }));
    clock.pass(1);
    expect(value()).toEqual(lively({ reconnecting: { opening: "dialling" } }));
  });

  it("gives a socket 5 s to open and then 20 s to start the session", async () => {
    const { value, send, clock } = await live();
    send(closed(brokenLine));
    clock.pass(500);
    clock.pass(4_999);
    expect(value()).toEqual(lively({ reconnecting: { opening: "dialling" } }));
    clock.pass(1);
    expect(value()).toEqual(lively({ reconnecting: "waiting" }));
    clock.pass(1_000);
    send("socket.opened");
    clock.pass(19_999);
    expect(value()).toEqual(lively({ reconnecting: { opening: "joining" } }));
    clock.pass(1);
    expect(value()).toEqual(lively({ reconnecting: "waiting" }));
  });

  it("gives up when nothing helped for as long as the limit says, and lets the candidate start over", async () => {
    const { value, send, clock, diary } = await live();
    send(closed(brokenLine));
    clock.pass(defaultCallLimits.reconnectMs - 1);
    expect(value()).not.toEqual({ ending: "lost" });
    clock.pass(1);
    expect(value()).toEqual({ ending: "lost" });
    expect(diary.closed.slice(-2).toSorted()).toEqual(["microphone", "speaker"]);
    send("call.retried");
    expect(value()).toEqual({ initializing: "opening" });
  });

  it.each([
    [closeCode.ended, "over"],
    [closeCode.geminiFailed, "failed"],
    [closeCode.replaced, "replaced"],
    [closeCode.alreadyEnded, "over"],
    [closeCode.tokenRefused, "lost"],
  ])("does not come back from close code %i, live or reconnecting: %s", async (code, ending) => {
    const first = await live();
    first.send(closed(code));
    expect(first.value()).toEqual({ ending });
    const second = await live();
    second.send(closed(brokenLine));
    second.clock.pass(500);
    second.send(closed(code));
    expect(second.value()).toEqual({ ending });
  });

  it("takes the captions that are told again for what it shows, adding nothing twice", async () => {
    const { send, context, clock } = await live();
    send(said("AI", "Welcome.", true), said("USER", "Hel"), closed(brokenLine));
    clock.pass(500);
    send(started("r2"), said("AI", "Welcome.", true), said("USER", "Hello."), said("USER", "Hello. I am", true));
    expect(context().captions).toEqual([
      { speaker: "AI", text: "Welcome.", isFinal: true },
      { speaker: "USER", text: "Hello. I am", isFinal: true },
    ]);
  });

  it("stays muted across a reconnection", async () => {
    const { value, send, clock } = await live();
    send("call.muted", closed(brokenLine));
    clock.pass(500);
    send(started("r2"));
    expect(value()).toEqual(lively("connected", "muted"));
  });

  it("ends the interview over a socket of its own when the candidate ends while there is none", async () => {
    const { value, send, diary } = await live();
    send(closed(brokenLine), "call.ended");
    expect(value()).toEqual({ ending: "requested" });
    expect(diary.opened).toEqual(["socket r1"]);
    expect(diary.heard).toEqual(["socket end.request", "speaker speaker.flush"]);
  });
});

describe("the end", () => {
  it("is asked for, closes the microphone at once, forgets the resume token and shows the feedback when the Worker has ended", async () => {
    const { value, send, diary, context } = await live();
    send("call.ended");
    expect(value()).toEqual({ ending: "requested" });
    expect(diary.closed).toEqual(["microphone"]);
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
    send({ type: "session.ended", reason: "USER_INITIATED" });
    expect(value()).toEqual({ ending: "over" });
    expect(context().endReason).toBe("USER_INITIATED");
    expect(diary.closed).toEqual(["microphone", "socket", "speaker"]);
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken", "showFeedback"]);
  });

  it("is not waited for longer than 6 s", async () => {
    const { value, send, clock } = await live();
    send("call.ended");
    clock.pass(5_999);
    expect(value()).toEqual({ ending: "requested" });
    clock.pass(1);
    expect(value()).toEqual({ ending: "over" });
  });

  it("shows the last words that come while it is asked for", async () => {
    const { send, context } = await live();
    send("call.ended", said("AI", "Goodbye.", true));
    expect(context().captions).toEqual([{ speaker: "AI", text: "Goodbye.", isFinal: true }]);
  });

  it.each([
    [closeCode.ended, "over"],
    [brokenLine, "over"],
    [closeCode.alreadyEnded, "over"],
    [closeCode.geminiFailed, "failed"],
    [closeCode.replaced, "replaced"],
  ])("that is asked for takes close code %i as %s", async (code, ending) => {
    const { value, send } = await live();
    send("call.ended", closed(code));
    expect(value()).toEqual({ ending });
  });

  it.each(["GEMINI_ENDED", "TIMEOUT"] as const)("by %s plays out what was said, then shows the feedback", async (reason) => {
    const { value, send, diary, context } = await live();
    send({ type: "session.ended", reason }, closed(closeCode.ended));
    expect(value()).toEqual({ ending: "draining" });
    expect(diary.heard).toEqual(["speaker speaker.drain"]);
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
    send("speaker.drained");
    expect(value()).toEqual({ ending: "over" });
    expect(context().endReason).toBe(reason);
    expect(diary.page.at(-1)).toBe("showFeedback");
  });

  it("does not play out longer than 15 s, nor than the candidate wants", async () => {
    const first = await live();
    first.send(ended);
    first.clock.pass(15_000);
    const second = await live();
    second.send(ended, "call.ended");
    expect([first.value(), second.value()]).toEqual([{ ending: "over" }, { ending: "over" }]);
  });

  it("by a second tab leaves the page silent and shows no feedback, and the candidate may take the call back", async () => {
    const { value, send, diary } = await live();
    send(closed(closeCode.replaced));
    expect(value()).toEqual({ ending: "replaced" });
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
    expect(diary.closed.toSorted()).toEqual(["microphone", "socket", "speaker"]);
    send("call.retried", "microphone.ready");
    expect(value()).toEqual({ connecting: "opening" });
    expect(diary.opened).toEqual(["speaker", "microphone", "socket r1"]);
  });

  it("by a failure shows why, and no feedback by itself", async () => {
    const { value, send, diary, context } = await live();
    send(failed, closed(closeCode.geminiFailed));
    expect(value()).toEqual({ ending: "failed" });
    expect(context().message).toBe("The interviewer could not be reached.");
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
  });
});
