import { describe, expect, it } from "vitest";
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

  it("has the interviewer go on, whatever the session: what was heard of it before is not known", () => {
    for (const isResumable of [true, false]) {
      const { diary, send } = startInterview({ status: "IN_PROGRESS", isResumable, hasSpoken: true });
      send("gemini.ready");
      expect(diary.heard).toEqual(["gemini cued continue"]);
    }
  });

  it("asks an interviewer whose planned questions are used up for the end again: what it was asked before may be lost", () => {
    const { diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasSpoken: true, isPlanDone: true });
    send("gemini.ready", "gemini.turnStarted", "gemini.turnEnded", "answer.due");
    expect(diary.heard).toEqual(["gemini cued continueLast"]);
  });

  it("counts the candidate's answers on", () => {
    const { context, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasSpoken: true, turns: 4 });
    send("gemini.ready", "gemini.turnStarted", "gemini.turnEnded", { type: "voice.began", takesFloor: true });
    expect(context().turns).toBe(5);
  });

  it("holds a live interview whose candidate is away, without Gemini, until the grace is over", () => {
    const { value, diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasClient: false });
    expect(value()).toMatchObject({ IN_PROGRESS: { gemini: "parked", client: "away" } });
    expect(diary.all).toEqual(["opened outbox", "relay silenceRelay", "recorded startGrace"]);
    send("grace.passed");
    expect(diary.recorded.slice(1)).toEqual(["stopGrace", "recordEnd COMPLETED DISCONNECTED"]);
  });

  it("ends an interview that the candidate had ended while its last words were awaited", () => {
    const { value, diary } = startInterview({ status: "IN_PROGRESS", isResumable: true, endReason: "USER_INITIATED", hasClient: false });
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.all).toEqual(["opened outbox", "recorded recordEnd COMPLETED USER_INITIATED", "heard outbox deliver"]);
  });

  it("opens Gemini again when the candidate comes back to a held interview", () => {
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

  it("in the middle of a conversation closes Gemini, reports nothing and lets nothing come back", async () => {
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
