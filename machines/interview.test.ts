import { describe, expect, it } from "vitest";
import type { InterviewInput } from "./interview.ts";
import { startInterview } from "./testing/interview-bench.ts";

/** An interview that has come as far as the conversation; its diary begins there. */
const conversing = async (facts: Partial<InterviewInput> = {}) => {
  const interview = startInterview(facts);
  await interview.setup.answer({ isOpen: true });
  interview.send("gemini.ready");
  for (const list of Object.values(interview.diary)) list.length = 0;
  return interview;
};

const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
const lost = { type: "gemini.lost", code: 1011 } as const;
const refused = { type: "gemini.refused", code: 1008 } as const;
const goingAway = { type: "gemini.goingAway", timeLeftMs: 60_000 } as const;
const talking = (state: string, client = "present") => ({ IN_PROGRESS: { gemini: { conversing: state }, client } });
const resuming = (state: string, client = "present") => ({ IN_PROGRESS: { gemini: { resuming: state }, client } });

describe("before Gemini answers", () => {
  it("waits for a candidate without touching Gemini", () => {
    const { value, diary, clock } = startInterview({ hasClient: false });
    clock.pass(60_000);
    expect(value()).toEqual({ PENDING: "idle" });
    expect(diary.all).toEqual(["opened outbox"]);
  });

  it("reads the set-up, opens Gemini, records the start and lets sound pass, in this order", async () => {
    const { value, diary, setup, send } = startInterview({ hasClient: false });
    send("client.joined");
    expect(value()).toEqual({ PENDING: { starting: "preparing" } });
    await setup.answer({ isOpen: true });
    expect(value()).toEqual({ PENDING: { starting: "attempting" } });
    send("gemini.ready");
    expect(value()).toEqual(talking("listening"));
    expect(setup.asked).toEqual([{ interviewId: "i1" }]);
    expect(diary.all).toEqual([
      "opened outbox",
      "told acceptClient",
      "opened gemini start",
      "recorded recordStart",
      "relay openRelay",
      "told greetClient",
      "heard outbox deliver",
    ]);
  });

  it("drops a candidate whose interview has ended already, and leaves Gemini alone", async () => {
    const { value, diary, setup, context } = startInterview();
    await setup.answer({ isOpen: false });
    expect(value()).toEqual({ PENDING: "idle" });
    expect(context().hasClient).toBe(false);
    expect(diary.all).toEqual(["opened outbox", "told dropClient"]);
  });

  it("goes on without the set-up when the app does not answer in 2 s", () => {
    const { value, clock } = startInterview();
    clock.pass(1_999);
    expect(value()).toEqual({ PENDING: { starting: "preparing" } });
    clock.pass(1);
    expect(value()).toEqual({ PENDING: { starting: "attempting" } });
  });

  it("goes on without the set-up when the app answers with an error", async () => {
    const { value, setup } = startInterview();
    await setup.fail(new Error("503"));
    expect(value()).toEqual({ PENDING: { starting: "attempting" } });
  });

  it("tries Gemini three times with 0.5 s and 1 s between, then fails", async () => {
    const { value, diary, setup, clock, send } = startInterview();
    await setup.answer({ isOpen: true });
    send(lost);
    clock.pass(499);
    expect(value()).toEqual({ PENDING: { starting: "waiting" } });
    clock.pass(1);
    send({ type: "gemini.closed" });
    clock.pass(999);
    expect(value()).toEqual({ PENDING: { starting: "waiting" } });
    clock.pass(1);
    send(lost);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.opened).toEqual(["outbox", "gemini start", "gemini start", "gemini start"]);
    expect(diary.closed).toEqual(["gemini", "gemini", "gemini"]);
    expect(diary.told).toEqual(["acceptClient", "tellFailure geminiUnreachable"]);
    expect(diary.recorded).toEqual(["recordEnd ERROR GEMINI_FAILED"]);
  });

  it("gives one try 10 s and all of them 15 s", async () => {
    const { value, setup, clock, diary } = startInterview();
    await setup.answer({ isOpen: true });
    clock.pass(9_999);
    expect(value()).toEqual({ PENDING: { starting: "attempting" } });
    clock.pass(1);
    expect(value()).toEqual({ PENDING: { starting: "waiting" } });
    clock.pass(4_999);
    expect(value()).toEqual({ PENDING: { starting: "attempting" } });
    clock.pass(1);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told).toEqual(["acceptClient", "tellFailure geminiUnreachable"]);
  });

  it("does not try again what Gemini refuses", async () => {
    const { value, setup, diary, send } = startInterview();
    await setup.answer({ isOpen: true });
    send(refused);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.opened).toEqual(["outbox", "gemini start"]);
    expect(diary.told).toEqual(["acceptClient", "tellFailure geminiRefused"]);
  });

  it("closes Gemini and forgets the attempt when the candidate leaves", async () => {
    const { value, setup, diary, send, clock } = startInterview();
    await setup.answer({ isOpen: true });
    send("client.left");
    clock.pass(60_000);
    expect(value()).toEqual({ PENDING: "idle" });
    expect(diary.all).toEqual(["opened outbox", "told acceptClient", "opened gemini start", "closed gemini"]);
  });

  it("completes an interview that is ended before it began", async () => {
    const { value, setup, diary, send } = startInterview();
    await setup.answer({ isOpen: true });
    send("client.ended");
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.recorded).toEqual(["recordEnd COMPLETED USER_INITIATED"]);
    send("outbox.emptied");
    expect(diary.told).toEqual(["acceptClient", "tellEnd USER_INITIATED"]);
    expect(diary.closed).toEqual(["gemini"]);
  });

  it("drops the candidate when the app has ended the interview meanwhile", async () => {
    const { value, setup, diary, send } = startInterview();
    await setup.answer({ isOpen: true });
    send({ type: "app.ended", status: "ERROR" });
    expect(value()).toEqual({ PENDING: "idle" });
    expect(diary.told).toEqual(["acceptClient", "dropClient"]);
    expect(diary.closed).toEqual(["gemini"]);
  });
});

describe("in conversation", () => {
  it("records what is said, ends the candidate's utterance when the interviewer starts and the interviewer's when it stops", async () => {
    const { diary, send } = await conversing();
    send({ type: "gemini.transcribed", speaker: "USER", text: "Hello" });
    send("gemini.turnStarted");
    send({ type: "gemini.transcribed", speaker: "AI", text: "Welcome" });
    send("gemini.turnEnded");
    expect(diary.all).toEqual([
      "recorded recordWords USER Hello",
      "recorded finishUtterance USER",
      "recorded recordWords AI Welcome",
      "recorded finishUtterance AI",
    ]);
  });

  it("drops queued speech and ends the utterance when the candidate interrupts", async () => {
    const { diary, send, value } = await conversing();
    send("gemini.turnStarted", "gemini.interrupted");
    expect(value()).toEqual(talking("listening"));
    expect(diary.all).toEqual(["recorded finishUtterance USER", "recorded finishUtterance AI", "told interruptClient"]);
  });

  it("greets a second tab and stays in the conversation", async () => {
    const { diary, send, value } = await conversing();
    send("client.joined");
    expect(value()).toEqual(talking("listening"));
    expect(diary.all).toEqual(["told greetClient"]);
  });

  it("delivers what is owed when a retry is due, and goes on", async () => {
    const { diary, send, value } = await conversing();
    send("retry.due");
    expect(value()).toEqual(talking("listening"));
    expect(diary.all).toEqual(["heard outbox deliver"]);
  });
});

describe("every end", () => {
  const ends = [
    ["client.ended", "USER_INITIATED"],
    ["gemini.closed", "GEMINI_ENDED"],
    ["deadline.passed", "TIMEOUT"],
  ] as const;

  it.each(ends)("on %s closes the relay and Gemini, records %s, stores, and only then tells the candidate", async (event, reason) => {
    const { diary, send, value } = await conversing();
    send(event);
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.all).toEqual(["relay closeRelay", `recorded recordEnd COMPLETED ${reason}`, "closed gemini", "heard outbox deliver"]);
    send("outbox.emptied");
    expect(value()).toEqual({ COMPLETED: "delivered" });
    expect(diary.told).toEqual([`tellEnd ${reason}`]);
    expect(diary.recorded.slice(1)).toEqual(["scheduleCleanup"]);
  });

  it.each(ends)("after %s nothing ends it a second time", async (event, reason) => {
    const { diary, send, clock } = await conversing();
    send(
      event,
      "client.ended",
      "deadline.passed",
      "grace.passed",
      "gemini.closed",
      lost,
      { type: "app.ended", status: "ERROR" },
      "outbox.emptied",
    );
    clock.pass(3_600_000);
    expect(diary.told).toEqual([`tellEnd ${reason}`]);
    expect(diary.recorded).toEqual([`recordEnd COMPLETED ${reason}`, "scheduleCleanup"]);
  });

  it("tells the end after 3 s when storing takes longer, and once only", async () => {
    const { diary, send, value, clock } = await conversing();
    send("client.ended");
    clock.pass(2_999);
    expect(diary.told).toEqual([]);
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "owing" });
    expect(diary.told).toEqual(["tellEnd USER_INITIATED"]);
    send("outbox.emptied");
    expect(value()).toEqual({ COMPLETED: "delivered" });
    expect(diary.told).toEqual(["tellEnd USER_INITIATED"]);
  });

  it("drops whoever comes after the end", async () => {
    const { diary, send } = await conversing();
    send("client.ended", "outbox.emptied", "client.joined");
    expect(diary.told).toEqual(["tellEnd USER_INITIATED", "dropClient"]);
  });

  it("empties the storage when the clean-up is due", async () => {
    const { diary, send, value } = await conversing();
    send("client.ended", "outbox.emptied", "cleanup.due");
    expect(value()).toEqual({ COMPLETED: "erased" });
    expect(diary.recorded).toEqual(["recordEnd COMPLETED USER_INITIATED", "scheduleCleanup", "erase"]);
  });

  it("completes when the candidate completed it through the app, dropping the socket", async () => {
    const { diary, send, value } = await conversing();
    send({ type: "app.ended", status: "COMPLETED" });
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.told).toEqual(["dropClient"]);
    expect(diary.recorded).toEqual(["recordEnd COMPLETED USER_INITIATED"]);
  });

  it("is an error when the candidate cancelled it through the app, dropping the socket and keeping what was said", async () => {
    const { diary, send, value } = await conversing();
    send({ type: "app.ended", status: "ERROR" });
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told[0]).toBe("dropClient");
    expect(diary.recorded).toEqual(["recordEnd ERROR CANCELLED"]);
    expect(diary.heard).toEqual(["outbox deliver"]);
  });
});

describe("the interviewer's farewell", () => {
  const endCalled = { type: "gemini.endCalled", callId: "c7" } as const;

  it("answers the tool call, lets the goodbye finish and ends", async () => {
    const { diary, send, value } = await conversing();
    send(endCalled);
    expect(value()).toEqual(talking("farewell"));
    send("gemini.turnStarted");
    expect(value()).toEqual(talking("farewell"));
    send("gemini.turnEnded");
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.heard).toEqual(["gemini end.answered c7", "outbox deliver"]);
    expect(diary.recorded).toEqual(["finishUtterance USER", "recordEnd COMPLETED GEMINI_ENDED"]);
  });

  it("ends after 10 s when no goodbye comes", async () => {
    const { send, value, clock } = await conversing();
    send(endCalled);
    clock.pass(9_999);
    expect(value()).toEqual(talking("farewell"));
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "storing" });
  });

  it("goes back to listening when the call is taken back", async () => {
    const { send, value } = await conversing();
    send(endCalled, "gemini.endCancelled");
    expect(value()).toEqual(talking("listening"));
  });

  it.each([{ type: "gemini.closed" }, lost, refused, { type: "gemini.stalled" }, { type: "gemini.unanswered" }] as const)(
    "counts $type as the interviewer's end, not as a failure",
    async (event) => {
      const { send, diary } = await conversing();
      send(endCalled, event);
      expect(diary.recorded).toEqual(["recordEnd COMPLETED GEMINI_ENDED"]);
    },
  );

  it("does not rotate any more: when the connection's time is up it ends", async () => {
    const { send, diary, clock } = await conversing();
    send({ type: "gemini.goingAway", timeLeftMs: 9_000 }, endCalled);
    clock.pass(3_000);
    expect(diary.recorded).toEqual(["recordEnd COMPLETED GEMINI_ENDED"]);
  });
});

describe("Gemini's connection runs out", () => {
  it("rotates at once when nobody speaks and the handle is fresh: the old session closes before the new one opens", async () => {
    const { diary, send, value } = await conversing();
    send(handle, goingAway);
    expect(value()).toEqual(resuming("reopening"));
    send("gemini.ready");
    expect(value()).toEqual(talking("listening"));
    expect(diary.all.filter((line) => !line.startsWith("recorded"))).toEqual([
      "relay closeRelay",
      "closed gemini",
      "opened gemini resume",
      "relay openRelay",
      "told greetClient",
    ]);
  });

  it("waits for the end of the interviewer's turn and a handle that knows it", async () => {
    const { send, value } = await conversing();
    send(handle, "gemini.turnStarted", goingAway);
    expect(value()).toEqual(talking("speaking"));
    send("gemini.turnEnded");
    expect(value()).toEqual(talking("listening"));
    send({ type: "gemini.handleIssued", handle: "h2" });
    expect(value()).toEqual(resuming("reopening"));
  });

  it("rotates in the middle of a turn when a third of the time left is gone", async () => {
    const { send, value, clock } = await conversing();
    send(handle, "gemini.turnStarted", goingAway);
    clock.pass(19_999);
    expect(value()).toEqual(talking("speaking"));
    clock.pass(1);
    expect(value()).toEqual(resuming("reopening"));
  });

  it("counts from the newest warning", async () => {
    const { send, value, clock } = await conversing();
    send(handle, "gemini.turnStarted", goingAway);
    clock.pass(10_000);
    send({ type: "gemini.goingAway", timeLeftMs: 45_000 });
    clock.pass(14_999);
    expect(value()).toEqual(talking("speaking"));
    clock.pass(1);
    expect(value()).toEqual(resuming("reopening"));
  });

  it("does not rotate a second time on the warning of the old connection", async () => {
    const { send, value, clock } = await conversing();
    send(handle, goingAway, "gemini.ready", "gemini.turnStarted");
    clock.pass(60_000);
    expect(value()).toEqual(talking("speaking"));
  });

  it("stays without a handle, and fails when Gemini then closes", async () => {
    const { send, value, diary, clock } = await conversing();
    send(goingAway);
    clock.pass(30_000);
    expect(value()).toEqual(talking("listening"));
    send("gemini.closed");
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told).toEqual(["tellFailure geminiLost"]);
  });

  it("resumes when Gemini closes after its warning", async () => {
    const { send, value } = await conversing();
    send(handle, "gemini.turnStarted", goingAway, "gemini.closed");
    expect(value()).toEqual(resuming("reopening"));
  });
});

describe("Gemini is lost", () => {
  it("fails without a handle: the error is recorded and delivered, and the candidate is told why", async () => {
    const { send, value, diary } = await conversing();
    send(lost);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.all).toEqual([
      "relay closeRelay",
      "recorded recordEnd ERROR GEMINI_FAILED",
      "told tellFailure geminiLost",
      "closed gemini",
      "heard outbox deliver",
    ]);
  });

  it("fails for good when Gemini refuses in the middle of a conversation", async () => {
    const { send, diary } = await conversing();
    send(handle, refused);
    expect(diary.told).toEqual(["tellFailure geminiRefused"]);
  });

  it("ends open utterances and resumes with the handle", async () => {
    const { send, value, diary } = await conversing();
    send(handle, lost);
    expect(value()).toEqual(resuming("reopening"));
    expect(diary.recorded).toEqual(["recordHandle h1", "finishUtterances"]);
    expect(diary.opened).toEqual(["gemini resume"]);
  });

  it("tries the handle twice, then a fresh session told the conversation so far", async () => {
    const { send, value, diary, clock } = await conversing();
    send(handle, lost, lost);
    expect(value()).toEqual(resuming("waiting"));
    clock.pass(500);
    send({ type: "gemini.closed" });
    expect(value()).toEqual(resuming("retelling"));
    send("gemini.ready");
    expect(value()).toEqual(talking("listening"));
    expect(diary.opened).toEqual(["gemini resume", "gemini resume", "gemini retell"]);
    expect(diary.recorded).toEqual(["recordHandle h1", "finishUtterances", "forgetHandle"]);
  });

  it("gives a resumption 4 s to answer", async () => {
    const { send, value, clock } = await conversing();
    send(handle, lost);
    clock.pass(3_999);
    expect(value()).toEqual(resuming("reopening"));
    clock.pass(1);
    expect(value()).toEqual(resuming("retelling"));
  });

  it("abandons a handle that Gemini refuses at once", async () => {
    const { send, value, diary } = await conversing();
    send(handle, lost, refused);
    expect(value()).toEqual(resuming("retelling"));
    expect(diary.opened).toEqual(["gemini resume", "gemini retell"]);
    expect(diary.closed).toEqual(["gemini", "gemini"]);
  });

  it("abandons a handle whose session never answers what the candidate says", async () => {
    const { send, value, diary, context } = await conversing();
    send(handle, lost, "gemini.ready", "gemini.unanswered");
    expect(value()).toEqual(resuming("retelling"));
    expect(context().isResumable).toBe(false);
    expect(diary.opened).toEqual(["gemini resume", "gemini retell"]);
  });

  it("does not take silence for a poisoned handle in a session that was not resumed", async () => {
    const { send, value } = await conversing();
    send(handle, "gemini.unanswered");
    expect(value()).toEqual(talking("listening"));
  });

  it("fails when nothing answered for 10 s", async () => {
    const { send, value, diary, clock } = await conversing();
    send(handle, lost);
    clock.pass(9_999);
    expect(value()).toEqual(resuming("retelling"));
    clock.pass(1);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told).toEqual(["tellFailure geminiLost"]);
  });

  it("fails when even the fresh session is refused", async () => {
    const { send, diary } = await conversing();
    send(handle, lost, refused, refused);
    expect(diary.told).toEqual(["tellFailure geminiRefused"]);
  });

  it("tries the fresh session again with growing pauses until the 10 s are over", async () => {
    const { send, value, diary, clock } = await conversing();
    send(handle, lost, refused, lost);
    clock.pass(999);
    expect(value()).toEqual(resuming("waiting"));
    clock.pass(1);
    send(lost);
    clock.pass(2_000);
    send(lost);
    clock.pass(4_000);
    send(lost);
    expect(value()).toEqual(resuming("waiting"));
    clock.pass(3_000);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.opened).toEqual(["gemini resume", "gemini retell", "gemini retell", "gemini retell", "gemini retell"]);
  });

  it("may still be ended by the candidate, the deadline or the grace while resuming", async () => {
    const reasons: unknown[] = [];
    for (const events of [["client.ended"], ["deadline.passed"], ["client.left", "grace.passed"]] as const) {
      const { send, context } = await conversing();
      send(handle, lost, ...events);
      reasons.push(context().endReason);
    }
    expect(reasons).toEqual(["USER_INITIATED", "TIMEOUT", "DISCONNECTED"]);
  });

  it("resumes a session that fell silent while sound flows", async () => {
    const { send, value } = await conversing();
    send(handle, "gemini.stalled");
    expect(value()).toEqual(resuming("reopening"));
  });
});

describe("the candidate's browser goes", () => {
  it("starts the grace, keeps Gemini, and ends when nobody came back", async () => {
    const { send, value, diary } = await conversing();
    send("client.left");
    expect(value()).toEqual(talking("listening", "away"));
    expect(diary.all).toEqual(["recorded startGrace"]);
    send("grace.passed");
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.recorded).toEqual(["startGrace", "stopGrace", "recordEnd COMPLETED DISCONNECTED"]);
  });

  it("continues when the browser comes back in time, and ignores a grace that fires late", async () => {
    const { send, value, diary } = await conversing();
    send("client.left", "client.joined", "grace.passed");
    expect(value()).toEqual(talking("listening"));
    expect(diary.all).toEqual(["recorded startGrace", "recorded stopGrace", "told greetClient"]);
  });

  it("comes back into a resumption and is greeted when Gemini is there", async () => {
    const { send, value, diary } = await conversing();
    send("client.left", handle, lost, "client.joined");
    expect(value()).toEqual(resuming("reopening"));
    send("gemini.ready");
    expect(diary.told).toEqual(["greetClient"]);
  });
});

describe("waking from stored facts", () => {
  it("resumes a live interview whose candidate is connected", () => {
    const { value, diary } = startInterview({ status: "IN_PROGRESS", isResumable: true });
    expect(value()).toEqual(resuming("reopening"));
    expect(diary.opened).toEqual(["outbox", "gemini resume"]);
  });

  it("tells a fresh session the conversation so far when no handle was stored", () => {
    const { value, diary } = startInterview({ status: "IN_PROGRESS" });
    expect(value()).toEqual(resuming("retelling"));
    expect(diary.opened).toEqual(["outbox", "gemini retell"]);
  });

  it("holds a live interview whose candidate is away, without Gemini, until the grace is over", () => {
    const { value, diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasClient: false });
    expect(value()).toEqual({ IN_PROGRESS: { gemini: "parked", client: "away" } });
    expect(diary.all).toEqual(["opened outbox", "recorded startGrace"]);
    send("grace.passed");
    expect(diary.recorded.slice(1)).toEqual(["stopGrace", "recordEnd COMPLETED DISCONNECTED"]);
  });

  it("opens Gemini again when the candidate comes back to a held interview", () => {
    const { value, diary, send } = startInterview({ status: "IN_PROGRESS", isResumable: true, hasClient: false });
    send("client.joined");
    expect(value()).toEqual(resuming("reopening"));
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
    const { diary, send, value, clock } = await conversing();
    send("client.left", "interview.deleted", "client.joined", "gemini.ready", "grace.passed", "retry.due", "deadline.passed");
    clock.pass(3_600_000);
    expect(value()).toEqual({ ERROR: "erased" });
    expect(diary.closed).toEqual(["gemini"]);
    expect(diary.opened).toEqual([]);
    expect(diary.recorded).toEqual(["startGrace", "stopGrace", "erase"]);
    expect(diary.told).toEqual(["dropClient", "dropClient"]);
  });
});
