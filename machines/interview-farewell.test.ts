import { describe, expect, it } from "vitest";
import { startConversation, startInterview } from "./testing/interview-bench.ts";

const lost = { type: "gemini.lost", code: 1011 } as const;
const refused = { type: "gemini.refused", code: 1008, failure: "geminiRefused" } as const;
const transcribed = (speaker: "USER" | "AI", text: string) => ({ type: "gemini.transcribed", speaker, text, soundMs: 0 }) as const;
const talking = (floor: string | object, client = "present") => ({ IN_PROGRESS: { gemini: "conversing", floor, client } });

describe("the interviewer's farewell", () => {
  const asked = { type: "gemini.endCalled", callId: "c7", reason: "plan_done", usedShare: 0.6, isFarewellSaid: false } as const;
  const early = { ...asked, usedShare: 0.59 };
  const farewell = (state: string) => talking({ farewell: state });

  it("grants the end tool, waits out the turn that called it for the closing line, and ends once that is said", async () => {
    const { diary, send, value } = await startConversation();
    send("answer.due", asked, "gemini.turnEnded");
    expect(value()).toMatchObject(farewell("awaiting"));
    send("gemini.turnStarted");
    expect(value()).toMatchObject(farewell("closing"));
    send("gemini.turnEnded");
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.heard).toEqual(["gemini end.granted c7 false", "outbox deliver"]);
    expect(diary.recorded).toEqual(["finishTurn", "startTurn", "finishTurn", "recordEnd COMPLETED GEMINI_ENDED"]);
  });

  it("waits for the closing line after a turn that asked something and called the end, whether as a turn of its own or within that one", async () => {
    for (const [goesOn, ends] of [
      [["gemini.turnEnded", "gemini.turnStarted"], "gemini.turnEnded"],
      [[transcribed("AI", "Goodbye.")], "gemini.turnEnded"],
    ] as const) {
      const { send, value, diary } = await startConversation();
      send("gemini.turnStarted", transcribed("AI", "Any questions?"), asked, transcribed("USER", "No"));
      expect(value()).toMatchObject(farewell("awaiting"));
      send(...goesOn);
      expect(value()).toMatchObject(farewell("closing"));
      send(ends);
      expect([value(), diary.recorded.at(-1)]).toEqual([{ COMPLETED: "storing" }, "recordEnd COMPLETED GEMINI_ENDED"]);
    }
  });

  it("plays out the goodbye: for its duration, or until a client that sends marks has played it, 12 s at most", async () => {
    const playing = async (turnEnded: { audibleForMs: number; isMarked?: boolean }) => {
      const interview = await startConversation();
      interview.send(asked, "gemini.turnStarted", { type: "gemini.turnEnded", ...turnEnded });
      expect(interview.value()).toMatchObject(farewell("playing"));
      return interview;
    };
    for (const [turnEnded, afterMs] of [
      [{ audibleForMs: 4_000 }, 4_000],
      [{ audibleForMs: 30_000 }, 11_500],
      [{ audibleForMs: 4_000, isMarked: true }, 11_500],
    ] as const) {
      const { value, clock } = await playing(turnEnded);
      clock.pass(afterMs - 1);
      expect(value()).toMatchObject(farewell("playing"));
      clock.pass(1);
      expect(value()).toEqual({ COMPLETED: "storing" });
    }
    for (const event of [{ type: "speech.heard" }, { type: "gemini.interrupted", soundMs: 9, heardMs: 1 }] as const) {
      const { send, value, diary } = await playing({ audibleForMs: 4_000, isMarked: true });
      send(event);
      expect([value(), diary.recorded.at(-1)]).toEqual([{ COMPLETED: "storing" }, "recordEnd COMPLETED GEMINI_ENDED"]);
    }
    const said = await startConversation();
    said.send({ ...asked, isFarewellSaid: true, audibleForMs: 700 });
    said.clock.pass(699);
    expect(said.value()).toMatchObject(farewell("playing"));
    said.clock.pass(1);
    expect(said.value()).toEqual({ COMPLETED: "storing" });
  });

  it("plays to its end whatever becomes of Gemini, and is cut short by the candidate's end, the deadline or an expulsion", async () => {
    const heard = async (event: Parameters<Awaited<ReturnType<typeof startConversation>>["send"]>[0]) => {
      const interview = await startConversation();
      interview.send({ type: "gemini.handleIssued", handle: "h1" }, asked, "gemini.turnStarted", {
        type: "gemini.turnEnded",
        audibleForMs: 4_000,
      });
      interview.send(event);
      return interview;
    };
    for (const event of [{ type: "gemini.closed" }, lost, refused, { type: "gemini.goingAway", timeLeftMs: 9_000 }] as const) {
      const { value, clock, context } = await heard(event);
      clock.pass(3_999);
      expect(value()).toMatchObject(farewell("playing"));
      clock.pass(1);
      expect([value(), context().endReason]).toEqual([{ COMPLETED: "storing" }, "GEMINI_ENDED"]);
    }
    const reasons = [];
    for (const event of [{ type: "client.ended", isAnswerOpen: false }, "deadline.passed", { type: "client.expelled" }] as const) {
      reasons.push((await heard(event)).context().endReason);
    }
    expect(reasons).toEqual(["USER_INITIATED", "TIMEOUT", "DISCONNECTED"]);
  });

  it("is not cut by typing: the text is stored, and nobody is asked to answer it", async () => {
    const { send, value, diary } = await startConversation();
    const typed = { type: "text.stored", text: "One more thing." } as const;
    send(asked, typed, "gemini.turnStarted", typed, { type: "gemini.turnEnded", audibleForMs: 900 }, typed);
    expect([value(), diary.heard]).toEqual([farewell("playing"), ["gemini end.granted c7 false"]]);
  });

  it("is the candidate's end when they ask for it while speaking into the goodbye", async () => {
    const { send, diary, clock } = await startConversation();
    send(asked, "gemini.turnStarted", { type: "client.ended", isAnswerOpen: true }, "gemini.turnEnded");
    clock.pass(2_000);
    expect(diary.recorded.at(-1)).toBe("recordEnd COMPLETED USER_INITIATED");
  });

  it("accepts a goodbye spoken before the call: at once if its turn is over, else when it ends", async () => {
    const said = { ...asked, isFarewellSaid: true };
    const after = await startConversation();
    after.send(said);
    expect(after.value()).toEqual({ COMPLETED: "storing" });
    const within = await startConversation();
    within.send("gemini.turnStarted", said);
    expect(within.value()).toMatchObject(farewell("closing"));
    within.send("gemini.turnEnded");
    expect(within.value()).toEqual({ COMPLETED: "storing" });
  });

  it("refuses an early call, after which an answer is due; grants the third", async () => {
    const { diary, send, value } = await startConversation();
    send(early);
    expect(value()).toMatchObject(talking({ due: "waiting" }));
    send("gemini.turnStarted", early);
    expect(value()).toMatchObject(talking("interviewer"));
    send("gemini.turnEnded", early);
    expect(value()).toMatchObject(farewell("awaiting"));
    expect(diary.heard).toEqual(["gemini end.refused c7 false", "gemini end.refused c7 false", "gemini end.granted c7 false"]);
  });

  it.each([
    ["plan_done", 0.59, { due: "waiting" }],
    ["candidate_asked", 0.74, "confirming"],
    ["candidate_asked", 0.75, { farewell: "awaiting" }],
    ["candidate_silent", 0.99, { due: "waiting" }],
  ] as const)("weighs the reason against the time used: %s at %s", async (reason, usedShare, floor) => {
    const { send, value } = await startConversation();
    send({ ...asked, reason, usedShare });
    expect(value()).toEqual(talking(floor));
  });

  it("grants the end of a completed plan at any time, and after a restart too, but no other reason", async () => {
    const { send, value } = await startConversation();
    send("plan.covered", early);
    expect(value()).toMatchObject(farewell("awaiting"));
    const woken = startInterview({ status: "IN_PROGRESS", isResumable: true, hasSpoken: true, isPlanDone: true });
    woken.send("gemini.ready", { ...early, reason: "candidate_asked" });
    expect(woken.value()).toEqual(talking("confirming"));
    woken.send("gemini.endCancelled", early);
    expect(woken.value()).toMatchObject(farewell("awaiting"));
  });

  it("answers a repeated call, and ignores everything else", async () => {
    const { diary, send, value } = await startConversation();
    send(asked, asked, "answer.due");
    expect([value(), diary.heard]).toEqual([farewell("awaiting"), ["gemini end.granted c7 false", "gemini end.granted c7 false"]]);
  });

  it("ends within 12 s when no closing line comes, and within 12 s of the last words of an endless one", async () => {
    const none = await startConversation();
    none.send(asked);
    none.clock.pass(11_499);
    expect(none.value()).toMatchObject(farewell("awaiting"));
    none.clock.pass(1);
    expect(none.value()).toEqual({ COMPLETED: "storing" });
    const { send, value, clock } = await startConversation();
    send(asked, "gemini.turnStarted");
    for (let piece = 0; piece < 5; piece++) {
      clock.pass(11_000);
      send(transcribed("AI", "Thank you"));
    }
    clock.pass(5_000);
    send(transcribed("USER", "Bye"));
    clock.pass(6_499);
    expect(value()).toMatchObject(farewell("closing"));
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "storing" });
  });

  it("returns to listening when the call is cancelled", async () => {
    const { send, value } = await startConversation();
    send(asked, "gemini.endCancelled");
    expect(value()).toMatchObject(talking({ open: "quiet" }));
  });

  it.each([{ type: "gemini.closed" }, lost, refused, { type: "gemini.stalled" }] as const)(
    "counts $type as the interviewer's end, not as a failure",
    async (event) => {
      const { send, diary } = await startConversation();
      send({ type: "gemini.handleIssued", handle: "h1" }, asked, event);
      expect(diary.recorded).toEqual(["recordHandle h1", "recordEnd COMPLETED GEMINI_ENDED"]);
    },
  );

  it("is spoken and heard to its end even if the connection's time runs out", async () => {
    const { send, value, clock } = await startConversation();
    send({ type: "gemini.goingAway", timeLeftMs: 9_000 }, asked, "gemini.turnStarted");
    clock.pass(5_000);
    expect(value()).toMatchObject(farewell("closing"));
    send({ type: "gemini.goingAway", timeLeftMs: 6_000 }, { type: "gemini.turnEnded", audibleForMs: 4_000 });
    clock.pass(3_999);
    expect(value()).toMatchObject(farewell("playing"));
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "storing" });
  });

  it("ends the interview when the object dies during it, unless the call was cancelled", async () => {
    const { endings, send } = await startConversation();
    send(
      asked,
      "gemini.endCancelled",
      "gemini.turnStarted",
      { ...asked, isFarewellSaid: true },
      { type: "gemini.turnEnded", audibleForMs: 900 },
    );
    expect(endings).toEqual(["GEMINI_ENDED", "", "GEMINI_ENDED"]);
    const woken = startInterview({ status: "IN_PROGRESS", isResumable: true, hasSpoken: true, endReason: "GEMINI_ENDED" });
    expect(woken.diary.recorded).toEqual(["recordEnd COMPLETED GEMINI_ENDED"]);
  });

  it("does not rotate any more: ends when the connection's time runs out", async () => {
    const { send, diary, clock } = await startConversation();
    send({ type: "gemini.goingAway", timeLeftMs: 9_000 }, asked);
    clock.pass(4_000);
    expect(diary.recorded).toEqual(["recordEnd COMPLETED GEMINI_ENDED"]);
  });
});
