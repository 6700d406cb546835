import { describe, expect, it } from "vitest";
import { defaultCallLimits, mostEndCalls } from "./call/limits.ts";
import { closeCode } from "../contract/codes.ts";
import { lively, startConnecting, startLive, started } from "./testing/call-bench.ts";

const closed = (code: number, jitter = 1) => ({ type: "socket.closed", code, jitter }) as const;
const brokenLine = 1006;
const ended = { type: "session.ended", reason: "GEMINI_ENDED", atMs: 249_000 } as const;
const failed = { type: "session.failed", code: closeCode.geminiFailed, message: "The interviewer could not be reached." } as const;
const said = (speaker: "USER" | "AI", text: string, isFinal = false) =>
  ({ type: "caption.received", caption: { speaker, text, isFinal } }) as const;

describe("reconnecting", () => {
  it.each([brokenLine, closeCode.policyViolated, closeCode.frameTooLarge, closeCode.overloaded])(
    "reconnects with the resume token after close code %i, keeping the devices",
    async (code) => {
      const { value, send, diary, clock } = await startLive();
      send(closed(code));
      expect(value()).toEqual(lively({ reconnecting: "waiting" }));
      clock.pass(500);
      expect(value()).toEqual(lively({ reconnecting: { opening: "dialling" } }));
      send("socket.opened", started("r2"));
      expect(value()).toEqual(lively());
      expect(diary.all).toEqual(["closed socket", "opened socket r1", "page rememberResumeToken r2 false"]);
    },
  );

  it("pauses 0.5, 1, 2, 4, then 5 s between tries", async () => {
    const { value, send, clock, diary } = await startLive();
    send(closed(brokenLine));
    for (const pauseMs of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      clock.pass(pauseMs - 1);
      expect(value()).toEqual(lively({ reconnecting: "waiting" }));
      clock.pass(1);
      send(closed(brokenLine));
    }
    expect(diary.opened).toEqual(Array(6).fill("socket r1"));
  });

  it("shortens a pause by up to half, by the jitter that the host drew", async () => {
    const { value, send, clock } = await startLive();
    send(closed(brokenLine, 0));
    clock.pass(249);
    expect(value()).toEqual(lively({ reconnecting: "waiting" }));
    clock.pass(1);
    expect(value()).toEqual(lively({ reconnecting: { opening: "dialling" } }));
  });

  it("gives a socket 5 s to open and then 20 s to start the session", async () => {
    const { value, send, clock } = await startLive();
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

  it("gives up when nothing helped within the limit, and lets the candidate start over", async () => {
    const { value, send, clock, diary } = await startLive();
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
    [closeCode.ended, "closing"],
    [closeCode.geminiFailed, "unbegun"],
    [closeCode.replaced, "replaced"],
    [closeCode.alreadyEnded, "closing"],
    [closeCode.tokenRefused, "lost"],
  ])("does not reconnect after close code %i, live or reconnecting: %s", async (code, ending) => {
    const first = await startLive();
    first.send(closed(code));
    expect(first.value()).toEqual({ ending });
    const second = await startLive();
    second.send(closed(brokenLine));
    second.clock.pass(500);
    second.send(closed(code));
    expect(second.value()).toEqual({ ending });
  });

  it("recognises repeated captions as the ones it shows, and adds nothing twice", async () => {
    const { send, context, clock } = await startLive();
    send(said("AI", "Welcome.", true), said("USER", "Hel"), closed(brokenLine));
    clock.pass(500);
    send(started("r2"), said("AI", "Welcome.", true), said("USER", "Hello."), said("USER", "Hello. I am", true));
    expect(context().captions).toEqual([
      { speaker: "AI", text: "Welcome.", isFinal: true },
      { speaker: "USER", text: "Hello. I am", isFinal: true },
    ]);
  });

  it("retries at once when the candidate asks or the network returns", async () => {
    const { value, send, diary } = await startLive();
    send(closed(brokenLine), "call.retried");
    expect(value()).toEqual(lively({ reconnecting: { opening: "dialling" } }));
    expect(diary.opened).toEqual(["socket r1"]);
  });

  it("stays muted across a reconnection", async () => {
    const { value, send, clock } = await startLive();
    send("call.muted", closed(brokenLine));
    clock.pass(500);
    send(started("r2"));
    expect(value()).toEqual(lively("connected", "muted"));
  });

  it("resends the end request, while there is no line, for as long as the Worker may wait", async () => {
    const { value, send, clock, diary } = await startLive();
    send(closed(brokenLine), "call.ended", closed(brokenLine));
    for (const pauseMs of [1_000, 2_000, 4_000]) {
      expect(value()).toEqual({ ending: "waiting" });
      clock.pass(pauseMs);
      expect(value()).toEqual({ ending: "requested" });
      send(closed(brokenLine));
    }
    expect(diary.opened).toEqual(Array(4).fill("socket r1"));
    for (let tries = 4; tries < mostEndCalls; tries += 1) {
      expect(value()).toEqual({ ending: "waiting" });
      clock.pass(5_000);
      send(closed(brokenLine));
    }
    expect(value()).toEqual({ ending: "closing" });
  });

  it.each([
    [closeCode.alreadyEnded, "closing"],
    [closeCode.tokenRefused, "closing"],
    [closeCode.replaced, "replaced"],
  ])("reads close code %i as the answer to a resent end request: %s", async (code, ending) => {
    const { value, send, clock } = await startLive();
    send(closed(brokenLine), "call.ended", closed(brokenLine));
    clock.pass(1_000);
    send(closed(code));
    expect(value()).toEqual({ ending });
  });

  it("ends the interview over a new socket when the candidate ends while there is none", async () => {
    const { value, send, diary } = await startLive();
    send(closed(brokenLine), "call.ended");
    expect(value()).toEqual({ ending: "requested" });
    expect(diary.opened).toEqual(["socket r1"]);
    expect(diary.heard).toEqual(["socket end.request", "speaker speaker.flush"]);
  });
});

describe("the end", () => {
  it("is requested, closes the microphone at once, forgets the resume token and shows the feedback once the Worker has ended", async () => {
    const { value, send, diary, context, clock } = await startLive();
    send("call.ended");
    expect(value()).toEqual({ ending: "requested" });
    expect(diary.closed).toEqual(["microphone"]);
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
    send({ ...ended, reason: "USER_INITIATED" });
    expect(value()).toEqual({ ending: "closing" });
    expect([context().endReason, context().endedAtMs]).toEqual(["USER_INITIATED", 249_000]);
    expect(diary.closed).toEqual(["microphone", "socket", "speaker"]);
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
    clock.pass(2_500);
    expect(value()).toEqual({ ending: "over" });
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken", "showFeedback"]);
  });

  it("waits at most 8 s for the Worker if the interview was never live here", async () => {
    const { value, send, clock } = await startConnecting();
    send("call.ended");
    clock.pass(7_999);
    expect(value()).toEqual({ ending: "requested" });
    clock.pass(1);
    expect(value()).toEqual({ ending: "over" });
  });

  it("keeps the room open for 2.5 s, or until the candidate continues", async () => {
    const patient = await startLive();
    patient.send(closed(closeCode.ended));
    patient.clock.pass(2_499);
    expect(patient.value()).toEqual({ ending: "closing" });
    patient.clock.pass(1);
    const impatient = await startLive();
    impatient.send(closed(closeCode.ended), "call.ended");
    expect([patient.value(), impatient.value()]).toEqual(Array(2).fill({ ending: "over" }));
  });

  it("shows the feedback at once if there never was a room", async () => {
    const { value, send, diary } = await startConnecting();
    send(closed(closeCode.alreadyEnded));
    expect(value()).toEqual({ ending: "over" });
    expect(diary.page.at(-1)).toBe("showFeedback");
  });

  it("shows the last words that arrive during the request", async () => {
    const { send, context } = await startLive();
    send("call.ended", said("AI", "Goodbye.", true));
    expect(context().captions).toEqual([{ speaker: "AI", text: "Goodbye.", isFinal: true }]);
  });

  it.each([
    [closeCode.ended, "closing"],
    [closeCode.alreadyEnded, "closing"],
    [closeCode.geminiFailed, "unbegun"],
    [closeCode.replaced, "replaced"],
  ])("reads close code %i as %s while the end is requested", async (code, ending) => {
    const { value, send } = await startLive();
    send("call.ended", closed(code));
    expect(value()).toEqual({ ending });
  });

  it.each(["GEMINI_ENDED", "TIMEOUT"] as const)("by %s plays out what was said, word by word, then shows the feedback", async (reason) => {
    const { value, send, diary, context, clock } = await startLive();
    send({ ...ended, reason }, closed(closeCode.ended), said("AI", "Goodbye."));
    expect(context().captions).toEqual([{ speaker: "AI", text: "Goodbye.", isFinal: false }]);
    expect(value()).toEqual({ ending: { draining: "measuring" } });
    expect(diary.heard).toEqual(["speaker speaker.drain"]);
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
    send("speaker.drained");
    expect(value()).toEqual({ ending: "closing" });
    clock.pass(2_500);
    expect(value()).toEqual({ ending: "over" });
    expect(context().endReason).toBe(reason);
    expect(diary.page.at(-1)).toBe("showFeedback");
  });

  it("plays out everything queued, however long, plus 3 s for the device, but no longer", async () => {
    const { value, send, clock, diary } = await startLive();
    send(ended, { type: "speaker.draining", leftMs: 62_000 });
    clock.pass(64_999);
    expect(value()).toEqual({ ending: { draining: "playing" } });
    expect(diary.closed).toEqual(["microphone"]);
    clock.pass(1);
    expect(value()).toEqual({ ending: "closing" });
  });

  it("gives a speaker 3 s to report its queue, and continues at once when it is empty or the candidate wants to", async () => {
    const mute = await startLive();
    mute.send(ended);
    mute.clock.pass(2_999);
    expect(mute.value()).toEqual({ ending: { draining: "measuring" } });
    mute.clock.pass(1);
    const empty = await startLive();
    empty.send(ended, "speaker.drained");
    const impatient = await startLive();
    impatient.send(ended, { type: "speaker.draining", leftMs: 9_000 }, "call.ended");
    expect([mute.value(), empty.value(), impatient.value()]).toEqual([{ ending: "closing" }, { ending: "closing" }, { ending: "over" }]);
  });

  it("by a second tab silences the page and shows no feedback, and the candidate may take the call back", async () => {
    const { value, send, diary } = await startLive();
    send(closed(closeCode.replaced));
    expect(value()).toEqual({ ending: "replaced" });
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
    expect(diary.closed.toSorted()).toEqual(["microphone", "socket", "speaker"]);
    send("call.retried", "microphone.ready");
    expect(value()).toEqual({ connecting: "opening" });
    expect(diary.opened).toEqual(["speaker", "microphone", "socket r1"]);
  });

  it.each([
    [closeCode.geminiFailed, []],
    [closeCode.geminiFailed, [said("AI", "Welcome.")]],
    [closeCode.tokenRefused, []],
    [closeCode.alreadyEnded, []],
  ])("by close code %i closes the microphone, the speaker and the connection, whatever was said before: %j", async (code, before) => {
    const { send, diary } = await startLive();
    send(...before, closed(code));
    expect(diary.closed.toSorted()).toEqual(["microphone", "socket", "speaker"]);
  });

  it("by a failure shows why, and does not go to the feedback by itself", async () => {
    const { value, send, diary, context } = await startLive();
    send(said("AI", "Welcome."), failed, closed(closeCode.geminiFailed));
    expect(value()).toEqual({ ending: "failed" });
    expect(context().message).toBe("The interviewer could not be reached.");
    expect(diary.page).toEqual(["closeLine", "forgetResumeToken"]);
  });
});
