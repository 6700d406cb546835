import { describe, expect, it } from "vitest";
import { startConversation, startInterview } from "./testing/interview-bench.ts";

const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
const lost = { type: "gemini.lost", code: 1011 } as const;
const refused = { type: "gemini.refused", code: 1008, failure: "geminiRefused" } as const;
const misconfigured = { ...refused, failure: "geminiMisconfigured" } as const;
/** The candidate is muted, so that their silence means nothing. */
const muted = { type: "muted", isOn: true } as const;
const talking = (floor: string | object, client = "present") => ({ IN_PROGRESS: { gemini: "conversing", floor, client } });
const resuming = (state: string, client = "present") => ({ IN_PROGRESS: { gemini: { resuming: state }, client } });

describe("Gemini is lost", () => {
  it("tells a fresh session the conversation so far when no handle was issued yet", async () => {
    const { send, value, diary } = await startConversation();
    send(lost, "gemini.ready");
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect([diary.opened, diary.heard]).toEqual([["gemini retell"], []]);
  });

  it("fails when nothing can be opened for ten seconds: records and delivers the error, and tells the candidate why", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(lost);
    clock.pass(10_000);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.all).toEqual([
      "relay closeRelay",
      "recorded finishUtterances",
      "closed gemini",
      "opened gemini retell",
      "told tellNotice PROVIDER_SLOW",
      "recorded recordEnd ERROR GEMINI_FAILED",
      "told tellFailure geminiLost",
      "closed gemini",
      "heard outbox deliver",
    ]);
  });

  it("asks the new session to continue when words were lost: an old handle, the interviewer cut short, an answer unanswered", async () => {
    const cues: string[][] = [];
    const words = { type: "gemini.transcribed", speaker: "USER", text: "So", soundMs: 0 } as const;
    for (const events of [[words], ["gemini.turnStarted"], ["answer.due"], []] as const) {
      const { send, diary } = await startConversation();
      send(handle, ...events, lost, "gemini.ready");
      cues.push(diary.heard);
    }
    expect(cues).toEqual([["gemini cued continue"], ["gemini cued continue"], ["gemini cued continue"], []]);
  });

  it("has nothing continued by a fresh session that is told everything, though an earlier one had forgotten something", async () => {
    const { send, diary } = await startConversation();
    send(handle, { type: "gemini.transcribed", speaker: "USER", text: "So", soundMs: 0 }, lost, "gemini.ready");
    send("gemini.turnStarted", "gemini.turnEnded", { type: "gemini.lost", code: 1007 }, "gemini.ready");
    expect([diary.opened, diary.heard]).toEqual([["gemini resume", "gemini retell"], ["gemini cued continue"]]);
  });

  it("tells what was typed while it was away to one session, and nothing of it to those after that", async () => {
    const typed = { type: "text.stored", text: "Yes." } as const;
    const words = { type: "gemini.transcribed", speaker: "USER", text: "So", soundMs: 0 } as const;
    const heard: string[][] = [];
    for (const [before, after] of [
      [[handle], []],
      [[handle], [handle, lost, "gemini.ready"]],
      [
        [handle, words],
        [handle, lost, "gemini.ready"],
      ],
    ] as const) {
      const { send, diary } = await startConversation();
      send(...before, lost, typed, "gemini.ready", "gemini.turnStarted", "gemini.turnEnded");
      send(...after, { type: "gemini.lost", code: 1007 }, "gemini.ready");
      heard.push(diary.heard);
    }
    expect(heard).toEqual([["gemini told Yes."], ["gemini told Yes."], ["gemini cued continue"]]);
  });

  it("goes straight to a fresh session on a live 1007, as the context itself may be at fault", async () => {
    const { send, diary } = await startConversation();
    send(handle, { type: "gemini.lost", code: 1007 });
    expect([diary.opened, diary.recorded.at(-1)]).toEqual([["gemini retell"], "finishUtterances"]);
  });

  it("resumes once after a 1000 with a handle, and ends when that fails or it comes again", async () => {
    const returned = await startConversation();
    returned.send(handle, "gemini.closed");
    expect(returned.value()).toMatchObject(resuming("returning"));
    returned.send("gemini.ready", "gemini.closed");
    expect(returned.diary.recorded.at(-1)).toBe("recordEnd COMPLETED GEMINI_ENDED");
    for (const event of [lost, refused, { type: "gemini.closed" }] as const) {
      const { send, diary } = await startConversation();
      send(handle, "gemini.closed", event);
      expect(diary.recorded.at(-1)).toBe("recordEnd COMPLETED GEMINI_ENDED");
    }
    const { send, diary, clock } = await startConversation();
    send(handle, "gemini.closed");
    clock.pass(4_000);
    expect(diary.recorded.at(-1)).toBe("recordEnd COMPLETED GEMINI_ENDED");
  });

  it.each([refused, misconfigured])("fails for good when Gemini refuses mid-conversation, and says why: %j", async (event) => {
    const { send, diary } = await startConversation();
    send(handle, event);
    expect(diary.told).toEqual([`tellFailure ${event.failure}`]);
  });

  it("ends open utterances and resumes with the handle", async () => {
    const { send, value, diary } = await startConversation();
    send(handle, lost);
    expect(value()).toMatchObject(resuming("reopening"));
    expect(diary.recorded).toEqual(["recordHandle h1", "finishUtterances"]);
    expect(diary.opened).toEqual(["gemini resume"]);
  });

  it.each([
    [lost, { type: "gemini.closed" }],
    [{ type: "gemini.closed" }, lost],
  ] as const)("tries the handle twice, then a fresh session with the conversation so far: %j, %j", async (first, second) => {
    const { send, value, diary, clock } = await startConversation();
    send(handle, lost, first);
    expect(value()).toMatchObject(resuming("waiting"));
    clock.pass(500);
    send(second);
    expect(value()).toMatchObject(resuming("retelling"));
    send("gemini.ready");
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect(diary.opened).toEqual(["gemini resume", "gemini resume", "gemini retell"]);
    expect(diary.recorded).toEqual(["recordHandle h1", "finishUtterances", "forgetHandle"]);
  });

  it("gives a resumption 4 s", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, lost);
    clock.pass(3_999);
    expect(value()).toMatchObject(resuming("reopening"));
    clock.pass(1);
    expect(value()).toMatchObject(resuming("retelling"));
  });

  it("abandons a handle that Gemini refuses at once", async () => {
    const { send, value, diary } = await startConversation();
    send(handle, lost, refused);
    expect(value()).toMatchObject(resuming("retelling"));
    expect(diary.opened).toEqual(["gemini resume", "gemini retell"]);
    expect(diary.closed).toEqual(["gemini", "gemini"]);
  });

  it("abandons a handle whose session never answers the candidate", async () => {
    const { send, value, diary, context, clock } = await startConversation();
    send(handle, lost, "gemini.ready", "answer.due");
    clock.pass(15_000);
    expect(value()).toMatchObject(resuming("retelling"));
    expect(context().isResumable).toBe(false);
    expect(diary.opened).toEqual(["gemini resume", "gemini retell"]);
  });

  it("sends a reminder when an answer is 8 s overdue, and tells a fresh session after 15", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(handle, "answer.due");
    clock.pass(7_999);
    expect(diary.heard).toEqual([]);
    clock.pass(1);
    expect(diary.heard).toEqual(["gemini cued answer"]);
    clock.pass(6_999);
    expect(value()).toMatchObject(talking({ due: "reminded" }));
    clock.pass(1);
    expect(value()).toMatchObject(resuming("retelling"));
  });

  it("gives up on a model that leaves four answers in a row unanswered, after a minute of reminders and fresh sessions", async () => {
    const { send, value, diary, clock } = await startConversation();
    send("answer.due");
    for (let miss = 1; miss <= 3; miss++) {
      clock.pass(15_000);
      expect(value()).toMatchObject(resuming("retelling"));
      send("gemini.ready");
    }
    clock.pass(14_999);
    expect(value()).toMatchObject(talking({ due: "reminded" }));
    clock.pass(1);
    expect(value()).toEqual({ ERROR: "owing" });
    expect([diary.told.at(-1), diary.recorded.at(-1)]).toEqual(["tellFailure geminiSilent", "recordEnd ERROR GEMINI_FAILED"]);
    expect(diary.opened).toEqual(["gemini retell", "gemini retell", "gemini retell"]);
  });

  it("resets the count of unanswered answers once the interviewer speaks, and not by what the candidate says meanwhile", async () => {
    const { send, value, context, clock } = await startConversation();
    const miss = () => {
      send({ type: "text.stored", text: "Hello?" });
      clock.pass(15_000);
    };
    for (let count = 1; count <= 3; count++) {
      miss();
      send("gemini.ready");
    }
    expect(context().missed).toBe(3);
    send("gemini.turnStarted", "gemini.turnEnded");
    miss();
    expect([context().missed, value()]).toMatchObject([1, resuming("retelling")]);
  });

  it("also counts an opening that was requested in vain", async () => {
    const { setup, send, diary, clock } = startInterview();
    await setup.answer({ isOpen: true });
    for (let miss = 1; miss <= 4; miss++) {
      send("gemini.ready");
      clock.pass(20_000);
    }
    expect(diary.told.at(-1)).toBe("tellFailure geminiSilent");
  });

  it("counts from the candidate's newest words, and stops once the interviewer speaks", async () => {
    const { send, value, diary, clock } = await startConversation();
    send("answer.due");
    clock.pass(7_000);
    send("answer.due");
    clock.pass(7_000);
    send("gemini.turnStarted", "answer.due");
    clock.pass(60_000);
    expect([value(), diary.heard]).toEqual([talking("interviewer"), []]);
  });

  it("expects nothing from a muted candidate's silence, even for an hour", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(muted, handle);
    clock.pass(3_600_000);
    expect([value(), diary.heard]).toEqual([talking({ open: "paused" }), []]);
  });

  it("asks for the opening again after 8 s, and reconnects after 20", async () => {
    const { setup, send, value, diary, clock } = startInterview();
    await setup.answer({ isOpen: true });
    send("gemini.ready");
    clock.pass(19_999);
    expect([value(), diary.heard]).toEqual([
      talking({ opening: "askedAgain" }),
      ["outbox deliver", "gemini cued open", "gemini cued openAgain"],
    ]);
    clock.pass(1);
    expect(value()).toMatchObject(resuming("retelling"));
  });

  it("fails when nothing answered for 10 s", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(handle, lost);
    clock.pass(9_999);
    expect(value()).toMatchObject(resuming("retelling"));
    clock.pass(1);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told).toEqual(["tellNotice PROVIDER_SLOW", "tellFailure geminiLost"]);
  });

  it.each([refused, misconfigured])("fails when even the fresh session is refused, and says why: %j", async (event) => {
    const { send, diary } = await startConversation();
    send(handle, lost, refused, event);
    expect(diary.told).toEqual([`tellFailure ${event.failure}`]);
  });

  it("retries the fresh session with growing pauses until the 10 s are over", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(handle, lost, refused, lost);
    clock.pass(999);
    expect(value()).toMatchObject(resuming("waiting"));
    clock.pass(1);
    send(lost);
    clock.pass(2_000);
    send(lost);
    clock.pass(4_000);
    send(lost);
    expect(value()).toMatchObject(resuming("waiting"));
    clock.pass(3_000);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.opened).toEqual(["gemini resume", "gemini retell", "gemini retell", "gemini retell", "gemini retell"]);
  });

  it("can still be ended by the candidate, the deadline or the grace period while resuming", async () => {
    const reasons: unknown[] = [];
    for (const events of [[{ type: "client.ended", isAnswerOpen: false }], ["deadline.passed"], ["client.left", "grace.passed"]] as const) {
      const { send, context } = await startConversation();
      send(handle, lost, ...events);
      reasons.push(context().endReason);
    }
    expect(reasons).toEqual(["USER_INITIATED", "TIMEOUT", "DISCONNECTED"]);
  });

  it("resumes a session that fell silent while sound flows", async () => {
    const { send, value } = await startConversation();
    send(handle, "gemini.stalled");
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("has the next session continue after a wish for another question, and not answer what was said before it", async () => {
    const { send, diary, clock } = await startConversation();
    send({ type: "voice.began", takesFloor: true }, { type: "voice.ended", spokenMs: 5_000 });
    clock.pass(1_600);
    send({ type: "steered", what: "SKIP" }, lost, "gemini.ready");
    expect(diary.heard.slice(2)).toEqual(["gemini cued skip", "gemini cued continue"]);
  });
});
