import { describe, expect, it } from "vitest";
import { startConversation } from "./testing/interview-bench.ts";

const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
const lost = { type: "gemini.lost", code: 1011 } as const;
/** The candidate is muted, so that their silence means nothing. */
const muted = { type: "muted", isOn: true } as const;
const goingAway = { type: "gemini.goingAway", timeLeftMs: 60_000 } as const;
const talking = (floor: string | object, client = "present") => ({ IN_PROGRESS: { gemini: "conversing", floor, client } });
const leaving = { IN_PROGRESS: { gemini: "leaving", floor: "interviewer", client: "present" } };
const resuming = (state: string, client = "present") => ({ IN_PROGRESS: { gemini: { resuming: state }, client } });

describe("Gemini's connection runs out", () => {
  it("rotates at once when nobody speaks and the handle is fresh: the old session closes before the new one opens", async () => {
    const { diary, send, value } = await startConversation();
    send(handle, goingAway);
    expect(value()).toMatchObject(resuming("reopening"));
    send("gemini.ready");
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect(diary.all.filter((line) => !line.startsWith("recorded"))).toEqual([
      "relay closeRelay",
      "closed gemini",
      "opened gemini resume",
      "relay openRelay",
      "told greetClient",
    ]);
  });

  it("waits for the first quiet point, and takes any handle of this connection", async () => {
    const { send, value } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway);
    expect(value()).toMatchObject(talking("interviewer"));
    send("gemini.turnEnded");
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("rotates in the middle of a turn when five seconds are left", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway);
    clock.pass(54_999);
    expect(value()).toMatchObject(talking("interviewer"));
    clock.pass(1);
    expect(value()).toEqual(leaving);
    send("gemini.closed");
    expect(value()).toMatchObject(resuming("reopening"));
  });

  /** Leaves a connection in the middle of the interviewer's turn. */
  const left = async () => {
    const conversation = await startConversation();
    conversation.send(handle, "gemini.turnStarted", { type: "gemini.goingAway", timeLeftMs: 0 });
    conversation.clock.pass(0);
    conversation.diary.all.length = 0;
    return conversation;
  };

  it("keeps what the interviewer says between our close and Gemini's, while the candidate's sound waits for the next session", async () => {
    const { send, value, diary } = await left();
    send({ type: "gemini.transcribed", speaker: "AI", text: " your work?", soundMs: 2_000 }, "gemini.closed");
    expect(value()).toMatchObject(resuming("reopening"));
    expect(diary.all).toEqual([
      "recorded recordWords AI  your work? 2000",
      "relay closeRelay",
      "recorded finishUtterances",
      "closed gemini",
      "opened gemini resume",
    ]);
  });

  it.each([
    ["has been said", { type: "gemini.turnEnded", audibleForMs: 100 }, { open: "paused" }],
    ["was interrupted", { type: "gemini.interrupted", soundMs: 2_000, heardMs: 500 }, { open: "paused" }],
    ["is spoken over", { type: "voice.began", takesFloor: true }, { answering: "speaking" }],
    ["is answered by typing", { type: "text.stored", text: "I led it." }, { due: "untold" }],
  ] as const)("stops waiting for a turn that %s", async (_, event, floor) => {
    const { send, value } = await left();
    send(event);
    expect(value()).toEqual({ IN_PROGRESS: { gemini: { resuming: "reopening" }, floor, client: "present" } });
  });

  it("waits at most half a second for Gemini's close", async () => {
    const { value, clock } = await left();
    clock.pass(499);
    expect(value()).toEqual(leaving);
    clock.pass(1);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("counts from the newest warning", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway);
    clock.pass(10_000);
    send({ type: "gemini.goingAway", timeLeftMs: 45_000 });
    clock.pass(39_999);
    expect(value()).toMatchObject(talking("interviewer"));
    clock.pass(1);
    expect(value()).toEqual(leaving);
  });

  it("does not rotate a second time on the warning of the old connection", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, goingAway, "gemini.ready", "gemini.turnStarted");
    clock.pass(60_000);
    expect(value()).toMatchObject(talking("interviewer"));
  });

  it("leaves a connection five seconds before its end, or at once when less is left, however recently it left the previous one", async () => {
    for (const [timeLeftMs, afterMs] of [
      [9_000, 4_000],
      [4_000, 0],
      [0, 0],
    ] as const) {
      const { send, value, clock } = await startConversation();
      send(muted, handle, goingAway, "gemini.ready", "gemini.turnStarted", { type: "gemini.goingAway", timeLeftMs });
      if (afterMs > 0) {
        clock.pass(afterMs - 1);
        expect(value()).toMatchObject(talking("interviewer"));
      }
      clock.pass(Math.min(1, afterMs));
      expect(value()).toEqual(leaving);
    }
  });

  it("waits before leaving another one at a quiet moment: 12 s, then ever longer", async () => {
    const { diary, send, clock } = await startConversation();
    const opened = () => diary.opened.length;
    send(muted, handle, goingAway);
    const counts: number[] = [];
    for (const paceMs of [12_000, 24_000, 48_000, 96_000]) {
      send("gemini.ready", handle, { type: "gemini.goingAway", timeLeftMs: 200_000 });
      clock.pass(paceMs - 1);
      counts.push(opened());
      clock.pass(1);
      counts.push(opened());
    }
    expect(counts).toEqual([1, 2, 2, 3, 3, 4, 4, 5]);
  });

  it("leaves at a quiet moment again after Gemini has ended a session and was asked whether it meant it", async () => {
    const { send, value, clock } = await startConversation();
    send(muted, handle, goingAway, "gemini.ready", handle, "gemini.closed", "gemini.ready");
    clock.pass(12_000);
    send(handle, goingAway);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("follows a service that always says goodbye at most five times", async () => {
    const { diary, send, value, clock } = await startConversation();
    const opened = () => diary.opened.length;
    const again = () => {
      send("gemini.ready", handle, { type: "gemini.goingAway", timeLeftMs: 0 });
      clock.pass(0);
    };
    send(muted, handle, goingAway);
    for (let count = 1; count < 5; count++) again();
    expect([opened(), value()]).toMatchObject([5, resuming("reopening")]);
    const counts: number[] = [];
    for (const paceMs of [192_000, 384_000, 384_000, 384_000]) {
      again();
      clock.pass(paceMs - 1);
      counts.push(opened());
      clock.pass(1);
      counts.push(opened());
    }
    expect(counts).toEqual([5, 6, 6, 7, 7, 8, 8, 9]);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("does not mistake the previous connection's handle for one that knows this one's words", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, goingAway, "gemini.ready");
    clock.pass(12_000);
    send(goingAway);
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    send(handle);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("tells a fresh session the conversation so far when no handle arrives in time", async () => {
    const { send, value, clock } = await startConversation();
    send(muted, goingAway);
    clock.pass(54_999);
    expect(value()).toMatchObject(talking({ open: "paused" }));
    clock.pass(1);
    expect(value()).toMatchObject(resuming("retelling"));
  });

  it("resumes when Gemini closes after its warning", async () => {
    const { send, value } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway, "gemini.closed");
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("recalls to a session what its handle does not know while the candidate speaks: a turn that began, an answer that was told", async () => {
    const typed = { type: "text.stored", text: "Yes." } as const;
    const speech = { type: "voice.began", takesFloor: true } as const;
    const last: (string | undefined)[] = [];
    for (const events of [["gemini.turnStarted"], [lost, typed, "gemini.ready"], []] as const) {
      const { send, diary } = await startConversation();
      send(handle, ...events, speech, lost, "gemini.ready");
      last.push(diary.heard.findLast((line) => line !== "gemini activity.began"));
    }
    expect(last).toEqual(["gemini cued recall", "gemini cued recall", undefined]);
  });
});

describe("the candidate's browser disconnects", () => {
  it("starts the grace period, keeps Gemini, and ends when nobody returns", async () => {
    const { send, value, diary } = await startConversation();
    send("client.left");
    expect(value()).toMatchObject(talking({ open: "paused" }, "away"));
    expect(diary.all).toEqual(["relay silenceRelay", "recorded startGrace"]);
    send("grace.passed");
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.recorded).toEqual(["startGrace", "stopGrace", "recordEnd COMPLETED DISCONNECTED"]);
  });

  it("continues when the browser returns in time, and ignores a late grace alarm", async () => {
    const { send, value, diary } = await startConversation();
    send("client.left", "client.joined", "grace.passed");
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect(diary.all).toEqual(["relay silenceRelay", "recorded startGrace", "recorded stopGrace", "told greetClient"]);
  });

  it("finds a resumption running and is greeted when Gemini is there", async () => {
    const { send, value, diary } = await startConversation();
    send("client.left", handle, lost, "client.joined");
    expect(value()).toMatchObject(resuming("reopening"));
    send("gemini.ready");
    expect(diary.told).toEqual(["greetClient"]);
  });
});

describe("the candidate is told", () => {
  it("once when it is time to wrap up", async () => {
    const { send, diary } = await startConversation();
    send("wrapUp.due");
    expect(diary.told).toEqual(["tellNotice TIME_LEFT"]);
  });

  it("that Gemini is slow when an answer is 15 s overdue", async () => {
    const { send, clock, diary } = await startConversation();
    send("answer.due");
    clock.pass(14_999);
    expect(diary.told).toEqual([]);
    clock.pass(1);
    expect(diary.told).toEqual(["tellNotice PROVIDER_SLOW"]);
  });

  it("that Gemini is slow when it is away for more than 2 s, once", async () => {
    const { send, clock, diary } = await startConversation();
    send(handle, lost);
    clock.pass(1_999);
    expect(diary.told).toEqual([]);
    clock.pass(1);
    clock.pass(1_000);
    expect(diary.told).toEqual(["tellNotice PROVIDER_SLOW"]);
    send("gemini.ready", handle, lost, "gemini.ready");
    clock.pass(2_000);
    expect(diary.told).toEqual(["tellNotice PROVIDER_SLOW", "greetClient", "greetClient"]);
  });
});
