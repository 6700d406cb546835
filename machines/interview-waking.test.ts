import { describe, expect, it } from "vitest";
import { hushOf } from "./hush.ts";
import { startConversation, startInterview } from "./testing/interview-bench.ts";

const resuming = (state: string) => ({ IN_PROGRESS: { gemini: { resuming: state }, client: "present" } });

describe("waking from stored facts", () => {
  it("resumes a live interview whose candidate is connected", () => {
    const { value, diary } = startInterview({ status: "IN_PROGRESS", isResumable: true });
    expect(value()).toMatchObject(resuming("reopening"));
    expect(diary.opened).toEqual(["outbox", "gemini resume"]);
  });

  it("tells a fresh session the conversation so far when no handle was stored", () => {
    const { value, diary } = startInterview({ status: "IN_PROGRESS" });
    expect(value()).toMatchObject(resuming("retelling"));
    expect(diary.opened).toEqual(["outbox", "gemini retell"]);
  });

  it("has the interviewer continue in any session, as what was heard before is unknown", () => {
    for (const isResumable of [true, false]) {
      const { diary, send } = startInterview({ status: "IN_PROGRESS", isResumable, hasSpoken: true });
      send("gemini.ready");
      expect(diary.heard).toEqual(["gemini cued continue"]);
    }
  });

  it("asks an interviewer with no planned questions left for the end again, as the first request may be lost", () => {
    const { diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasSpoken: true, isPlanDone: true });
    send("gemini.ready", "gemini.turnStarted", "gemini.turnEnded", "answer.due");
    expect(diary.heard).toEqual(["gemini cued continueLast"]);
  });

  it("continues the count of the candidate's answers", () => {
    const { context, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasSpoken: true, turns: 4 });
    send("gemini.ready", "gemini.turnStarted", "gemini.turnEnded", { type: "voice.began", takesFloor: true });
    expect(context().turns).toBe(5);
  });

  it("holds a live interview with an absent candidate, without Gemini, until the grace period is over", () => {
    const { value, diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasClient: false });
    expect(value()).toMatchObject({ IN_PROGRESS: { gemini: "parked", client: "away" } });
    expect(diary.all).toEqual(["opened outbox", "relay silenceRelay", "recorded startGrace"]);
    send("grace.passed");
    expect(diary.recorded.slice(1)).toEqual(["stopGrace", "recordEnd COMPLETED DISCONNECTED"]);
  });

  it("ends an interview that the candidate ended while its last words were awaited", () => {
    const { value, diary } = startInterview({ status: "IN_PROGRESS", isResumable: true, endReason: "USER_INITIATED", hasClient: false });
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.all).toEqual(["opened outbox", "recorded recordEnd COMPLETED USER_INITIATED", "heard outbox deliver"]);
  });

  it("reopens Gemini when the candidate returns to a held interview", () => {
    const { value, diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasClient: false });
    send("client.joined");
    expect(value()).toMatchObject(resuming("reopening"));
    expect(diary.opened).toEqual(["outbox", "gemini resume"]);
  });

  it("never records a second start", () => {
    const { diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true });
    send("gemini.ready");
    expect(diary.recorded).toEqual(["finishUtterances"]);
  });

  it.each(["COMPLETED", "ERROR"] as const)("of an interview that is %s and owes its report, delivers when the retry is due", (status) => {
    const { value, diary, send } = startInterview({ status, hasClient: false });
    expect(value()).toEqual({ [status]: "owing" });
    send("retry.due", "outbox.emptied");
    expect(value()).toEqual({ [status]: "delivered" });
    expect(diary.heard).toEqual(["outbox deliver"]);
    expect(diary.recorded).toEqual(["scheduleCleanup"]);
  });

  it.each(["COMPLETED", "ERROR"] as const)("of an interview that is %s and delivered, only cleans up", (status) => {
    const { value, diary, send } = startInterview({ status, isDelivered: true, hasClient: false });
    expect(value()).toEqual({ [status]: "delivered" });
    send("cleanup.due");
    expect(value()).toEqual({ [status]: "erased" });
    expect(diary.recorded).toEqual(["scheduleCleanup", "erase"]);
    expect(diary.heard).toEqual([]);
  });

  it.each(["COMPLETED", "ERROR"] as const)("of an interview that is %s opens Gemini for nobody", (status) => {
    const { diary, send } = startInterview({ status });
    send("client.joined");
    expect(diary.opened).toEqual(["outbox"]);
    expect(diary.told.at(-1)).toBe("dropClient");
  });
});

/** The candidate speaks again. */
const began = { type: "voice.began", takesFloor: true } as const;

describe("waking when nothing was due from the interviewer", () => {
  const woken = (facts: Parameters<typeof startInterview>[0]) =>
    startInterview({ status: "IN_PROGRESS", isResumable: true, hasSpoken: true, ...facts });

  it("leaves it silent: a session that forgot the conversation is told it, and asked for nothing", () => {
    for (const hush of ["THINKING", "PONDERING", "ANSWERING"] as const)
      for (const isResumable of [true, false]) {
        const { diary, send, clock } = woken({ hush, isResumable });
        send("gemini.ready");
        clock.pass(1_599);
        expect([hush, diary.heard]).toEqual([hush, isResumable ? ["gemini cued recall"] : []]);
      }
    const { diary, send, clock } = woken({ hush: "HEARD", isResumable: false });
    send("gemini.ready");
    clock.pass(20_000);
    expect(diary.heard).toEqual([]);
  });

  it("has it continue when words were lost with the session, and greet a candidate who was never greeted", () => {
    const heard = woken({ hush: "HEARD" });
    heard.send("gemini.ready");
    expect(heard.diary.heard).toEqual(["gemini cued continue"]);
    for (const hush of ["THINKING", "PONDERING", "ANSWERING"] as const) {
      const { send, diary } = woken({ hush, hasSpoken: false });
      send("gemini.ready");
      expect(diary.heard).toEqual(["gemini cued open"]);
    }
  });

  it("lets the candidate think for the rest of their two minutes, in an answer or before it, whatever becomes of Gemini", () => {
    for (const hush of ["THINKING", "PONDERING"] as const) {
      const { send, clock, floors, diary } = woken({ hush, thinkForMs: 60_000 });
      send("gemini.ready", { type: "gemini.lost", code: 1011 }, "gemini.ready");
      clock.pass(59_999);
      expect([floors.at(-1), diary.heard]).toEqual(["HELD", ["gemini cued recall", "gemini cued recall"]]);
      clock.pass(1);
      expect(floors.at(-1)).toBe(hush === "THINKING" ? "OPEN" : "ANSWERING");
      send("think.began");
      clock.pass(119_999);
      expect(floors.at(-1)).toBe("HELD");
    }
  });

  it("resumes an answer that goes on, and takes one that does not as it stands, whether or not Gemini is back", () => {
    const { send, clock, value, diary } = woken({ hush: "ANSWERING" });
    send("gemini.ready", began);
    clock.pass(60_000);
    expect([value(), diary.heard]).toMatchObject([
      { IN_PROGRESS: { floor: { answering: "speaking" } } },
      ["gemini cued recall", "gemini activity.began"],
    ]);
    for (const isSlow of [true, false]) {
      const over = woken({ hush: "ANSWERING", isResumable: false });
      if (!isSlow) over.send("gemini.ready");
      over.clock.pass(3_000);
      if (isSlow) over.send("gemini.ready");
      expect(over.diary.heard).toEqual(["gemini cued continue"]);
      expect(over.floors.at(-1)).toBe("DUE");
    }
  });

  it("ends an answer on the candidate's word, and continues one whose thinking turns into speech", () => {
    const { send, diary, floors } = woken({ hush: "PONDERING", thinkForMs: 60_000, isResumable: false });
    send("gemini.ready", began);
    expect(floors.at(-1)).toBe("HELD");
    const done = woken({ hush: "PONDERING", thinkForMs: 60_000, isResumable: false });
    done.send("gemini.ready", { type: "steered", what: "ANSWER_DONE" });
    expect([diary.heard, done.diary.heard]).toEqual([["gemini activity.began"], ["gemini cued continue"]]);
  });

  it("stores what it must know for the next crash", () => {
    for (const hush of ["HEARD", "THINKING", "PONDERING", "ANSWERING"] as const)
      expect(hushOf(woken({ hush }).actor.getSnapshot())).toBe(hush);
    const { send, actor } = woken({});
    const after = (...events: Parameters<typeof send>) => {
      send(...events);
      return hushOf(actor.getSnapshot());
    };
    expect([
      hushOf(actor.getSnapshot()),
      after("gemini.ready", "gemini.turnStarted"),
      after("gemini.turnEnded"),
      after("think.began"),
      after(began),
      after("think.ended"),
      after({ type: "steered", what: "ANSWER_DONE" }),
      after("gemini.turnStarted", "gemini.turnEnded", "client.left"),
    ]).toEqual([null, null, "HEARD", "THINKING", "PONDERING", "ANSWERING", null, null]);
  });

  it.each(["HEARD", "THINKING", "PONDERING", "ANSWERING"] as const)("keeps a pace that is chosen then (%s)", (hush) => {
    const { send, diary } = woken({ hush });
    send("gemini.ready", { type: "patience.chosen", patience: "PATIENT" });
    expect(diary.recorded).toContain("recordPatience PATIENT");
  });

  it("counts the end calls refused before", () => {
    const { send, diary } = woken({ hush: "HEARD", isResumable: false, refusals: 2 });
    send("gemini.ready", { type: "gemini.endCalled", callId: "c1", reason: "plan_done", usedShare: 0, isFarewellSaid: false });
    expect(diary.heard).toEqual(["gemini end.granted c1 false"]);
  });
});

describe("deletion", () => {
  it.each(["PENDING", "IN_PROGRESS", "COMPLETED", "ERROR"] as const)(
    "of an interview that is %s drops the candidate and empties the storage",
    (status) => {
      const { value, diary, send } = startInterview({ status });
      send("interview.deleted");
      expect(value()).toEqual({ ERROR: "erased" });
      expect(diary.told.at(-1)).toBe("dropClient");
      expect(diary.recorded.at(-1)).toBe("erase");
    },
  );

  it("mid-conversation closes Gemini, reports nothing and brings nothing back", async () => {
    const { diary, send, value, clock } = await startConversation();
    send("client.left", "interview.deleted", "client.joined", "gemini.ready", "grace.passed", "retry.due", "deadline.passed");
    clock.pass(3_600_000);
    expect(value()).toEqual({ ERROR: "erased" });
    expect(diary.closed).toEqual(["gemini"]);
    expect(diary.opened).toEqual([]);
    expect(diary.recorded).toEqual(["startGrace", "stopGrace", "erase"]);
    expect(diary.told).toEqual(["dropClient", "dropClient"]);
  });
});
