import { describe, expect, it } from "vitest";
import { closeCode } from "../contract/codes.ts";
import type { MicrophoneProblem } from "./call/events.ts";
import { lively, startCall, startConnecting, startLive, started } from "./testing/call-bench.ts";

const said = (speaker: "USER" | "AI", text: string, isFinal = false) =>
  ({ type: "caption.received", caption: { speaker, text, isFinal } }) as const;

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

  it("is not requested when the script that plays the interviewer cannot be loaded", () => {
    const { value, context, send, diary } = startCall();
    send("call.begun", "speaker.refused");
    expect([value(), context().problem]).toEqual([{ initializing: "blocked" }, "unloadable"]);
    expect(diary.closed).toEqual(["microphone", "speaker"]);
  });

  it("need not be waited for: the candidate can cancel, in the lobby or after a reload", () => {
    const first = startCall();
    first.send("call.begun", "call.ended");
    expect(first.value()).toEqual({ initializing: "lobby" });
    expect(first.diary.closed).toEqual(["microphone", "speaker"]);
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

  it("continues without a lost device, reopens it on request, and comes back muted if it was muted", async () => {
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

  it("switches to another microphone without closing the current one, muted or not", async () => {
    const { value, send, diary } = await startLive();
    send("microphone.chosen");
    expect(value()).toEqual(lively());
    send("call.muted", "microphone.chosen");
    expect(value()).toEqual(lively("connected", "muted"));
    expect(diary.all.filter((it) => !it.startsWith("page"))).toEqual([
      "heard microphone microphone.switch",
      "heard microphone microphone.mute",
      "heard microphone microphone.switch",
    ]);
  });

  it.each(["microphone.lost", "microphone.broke"] as const)("opens the chosen device after %s", async (type) => {
    const { value, send, diary } = await startLive();
    send(type, "microphone.chosen");
    expect(value()).toEqual(lively("connected", "reopening"));
    expect(diary.all).toEqual(["closed microphone", "opened microphone"]);
  });

  it.each([
    [{ type: "microphone.refused", problem: "busy" }, "lost", "busy"],
    [{ type: "microphone.lost" }, "lost", "missing"],
    [{ type: "microphone.broke" }, "broken", null],
  ] as const)("stays without the device when reopening it ends in %j, and says why", async (event, state, problem) => {
    const { value, context, send } = await startLive();
    send("microphone.lost", "call.retried", event);
    expect([value(), context().problem]).toEqual([lively("connected", state), problem]);
  });

  it.each(["mutedBySystem", "paused", "silent"] as const)(
    "notices that a microphone is %s, reopens it on request and recovers by itself when it is heard",
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

  it("names one cause after the other", async () => {
    const { value, send } = await startLive();
    send({ type: "microphone.unheard", cause: "silent" }, { type: "microphone.unheard", cause: "paused" });
    expect(value()).toEqual(lively("connected", { on: "paused" }));
  });

  it("notices a microphone that the system muted before the session started, or while the candidate had it muted", async () => {
    const early = await startConnecting();
    early.send({ type: "microphone.unheard", cause: "mutedBySystem" }, started());
    expect(early.value()).toEqual(lively("connected", { on: "mutedBySystem" }));
    const muted = await startLive();
    muted.send("call.muted", { type: "microphone.unheard", cause: "mutedBySystem" });
    expect(muted.value()).toEqual(lively("connected", "muted"));
    muted.send("call.unmuted");
    expect(muted.value()).toEqual(lively("connected", { on: "mutedBySystem" }));
  });

  it("continues without a microphone whose processing died, muted or not, and reopens it on request", async () => {
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

  it("reports a page that cannot play, whether or not sound was suspended before", async () => {
    const { value, send } = await startLive();
    send("speaker.suspended", "speaker.refused");
    expect(value()).toEqual(lively("connected", { on: "heard" }, "unloadable"));
  });

  it("reports suspended sound, and resumes it when the candidate asks", async () => {
    const { value, send, diary } = await startLive();
    send("speaker.suspended");
    expect(value()).toEqual(lively("connected", { on: "heard" }, "suspended"));
    send("call.retried");
    expect(diary.heard).toEqual(["speaker speaker.resume"]);
    send("speaker.running");
    expect(value()).toEqual(lively());
  });

  it("opens new devices when the candidate takes back a call from another tab, whatever the old ones were", async () => {
    const { send, value } = await startLive();
    send(
      "speaker.suspended",
      { type: "microphone.unheard", cause: "silent" },
      { type: "socket.closed", code: closeCode.replaced, jitter: 0 },
    );
    send("call.retried", "microphone.ready", started());
    expect(value()).toEqual(lively());
  });

  it("notices sound that was suspended before the session started", async () => {
    const { value, send } = await startConnecting();
    send("speaker.suspended", started());
    expect(value()).toEqual(lively("connected", { on: "heard" }, "suspended"));
  });

  it("drops queued speech when the interviewer is interrupted", async () => {
    const { send, diary } = await startLive();
    send("session.interrupted");
    expect(diary.heard).toEqual(["speaker speaker.flush"]);
  });

  it("replaces a caption until it is final, separately for each speaker", async () => {
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
