import { describe, expect, it } from "vitest";
import { startConversation } from "./testing/interview-bench.ts";

const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
const lost = { type: "gemini.lost", code: 1011 } as const;
const refused = { type: "gemini.refused", code: 1008 } as const;
const goingAway = { type: "gemini.goingAway", timeLeftMs: 60_000 } as const;
const talking = (state: string, client = "present") => ({ IN_PROGRESS: { gemini: { conversing: state }, client } });
const resuming = (state: string, client = "present") => ({ IN_PROGRESS: { gemini: { resuming: state }, client } });

describe("Gemini's connection runs out", () => {
  it("rotates at once when nobody speaks and the handle is fresh: the old session closes before the new one opens", async () => {
    const { diary, send, value } = await startConversation();
    send(handle, goingAway);
    expect(value()).toMatchObject(resuming("reopening"));
    send("gemini.ready");
    expect(value()).toMatchObject(talking("listening"));
    expect(diary.all.filter((line) => !line.startsWith("recorded"))).toEqual([
      "relay closeRelay",
      "closed gemini",
      "opened gemini resume",
      "relay openRelay",
      "told greetClient",
    ]);
  });

  it("waits for the end of the interviewer's turn and a handle that knows it", async () => {
    const { send, value } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway);
    expect(value()).toMatchObject(talking("speaking"));
    send("gemini.turnEnded");
    expect(value()).toMatchObject(talking("listening"));
    send({ type: "gemini.handleIssued", handle: "h2" });
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("rotates in the middle of a turn when a third of the time left is gone", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway);
    clock.pass(19_999);
    expect(value()).toMatchObject(talking("speaking"));
    clock.pass(1);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("counts from the newest warning", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway);
    clock.pass(10_000);
    send({ type: "gemini.goingAway", timeLeftMs: 45_000 });
    clock.pass(14_999);
    expect(value()).toMatchObject(talking("speaking"));
    clock.pass(1);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("does not rotate a second time on the warning of the old connection", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, goingAway, "gemini.ready", "gemini.turnStarted");
    clock.pass(60_000);
    expect(value()).toMatchObject(talking("speaking"));
  });

  it("does not follow a service that always says goodbye: rotations are 12 s apart, then ever longer", async () => {
    const { diary, send, value, clock } = await startConversation();
    const opened = () => diary.opened.length;
    const again = () => send("gemini.ready", handle, { type: "gemini.goingAway", timeLeftMs: 0 });
    send(handle, goingAway);
    const counts: number[] = [];
    for (const paceMs of [12_000, 24_000, 48_000, 96_000, 192_000, 384_000, 384_000, 384_000]) {
      again();
      clock.pass(paceMs - 1);
      counts.push(opened());
      clock.pass(1);
      counts.push(opened());
    }
    expect(counts).toEqual([1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9]);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("does not take a handle of the connection before for one that knows this one's words", async () => {
    const { send, value, clock } = await startConversation();
    send(handle, goingAway, "gemini.ready");
    clock.pass(12_000);
    send(goingAway);
    expect(value()).toMatchObject(talking("listening"));
    send(handle);
    expect(value()).toMatchObject(resuming("reopening"));
  });

  it("stays without a handle, and fails when Gemini then closes", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(goingAway);
    clock.pass(30_000);
    expect(value()).toMatchObject(talking("listening"));
    send("gemini.closed");
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told).toEqual(["tellFailure geminiLost"]);
  });

  it("resumes when Gemini closes after its warning", async () => {
    const { send, value } = await startConversation();
    send(handle, "gemini.turnStarted", goingAway, "gemini.closed");
    expect(value()).toMatchObject(resuming("reopening"));
  });
});

describe("Gemini is lost", () => {
  it("fails without a handle: the error is recorded and delivered, and the candidate is told why", async () => {
    const { send, value, diary } = await startConversation();
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
    const { send, diary } = await startConversation();
    send(handle, refused);
    expect(diary.told).toEqual(["tellFailure geminiRefused"]);
  });

  it("ends open utterances and resumes with the handle", async () => {
    const { send, value, diary } = await startConversation();
    send(handle, lost);
    expect(value()).toMatchObject(resuming("reopening"));
    expect(diary.recorded).toEqual(["recordHandle h1", "finishUtterances"]);
    expect(diary.opened).toEqual(["gemini resume"]);
  });

  it("tries the handle twice, then a fresh session told the conversation so far", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(handle, lost, lost);
    expect(value()).toMatchObject(resuming("waiting"));
    clock.pass(500);
    send({ type: "gemini.closed" });
    expect(value()).toMatchObject(resuming("retelling"));
    send("gemini.ready");
    expect(value()).toMatchObject(talking("listening"));
    expect(diary.opened).toEqual(["gemini resume", "gemini resume", "gemini retell"]);
    expect(diary.recorded).toEqual(["recordHandle h1", "finishUtterances", "forgetHandle"]);
  });

  it("gives a resumption 4 s to answer", async () => {
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

  it("abandons a handle whose session never answers what the candidate says", async () => {
    const { send, value, diary, context } = await startConversation();
    send(handle, lost, "gemini.ready", "gemini.unanswered");
    expect(value()).toMatchObject(resuming("retelling"));
    expect(context().isResumable).toBe(false);
    expect(diary.opened).toEqual(["gemini resume", "gemini retell"]);
  });

  it("does not take silence for a poisoned handle in a session that was not resumed", async () => {
    const { send, value } = await startConversation();
    send(handle, "gemini.unanswered");
    expect(value()).toMatchObject(talking("listening"));
  });

  it("fails when nothing answered for 10 s", async () => {
    const { send, value, diary, clock } = await startConversation();
    send(handle, lost);
    clock.pass(9_999);
    expect(value()).toMatchObject(resuming("retelling"));
    clock.pass(1);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told).toEqual(["tellFailure geminiLost"]);
  });

  it("fails when even the fresh session is refused", async () => {
    const { send, diary } = await startConversation();
    send(handle, lost, refused, refused);
    expect(diary.told).toEqual(["tellFailure geminiRefused"]);
  });

  it("tries the fresh session again with growing pauses until the 10 s are over", async () => {
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

  it("may still be ended by the candidate, the deadline or the grace while resuming", async () => {
    const reasons: unknown[] = [];
    for (const events of [[{ type: "client.ended", isAnswerOpen: true }], ["deadline.passed"], ["client.left", "grace.passed"]] as const) {
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
});

describe("the candidate's browser goes", () => {
  it("starts the grace, keeps Gemini, and ends when nobody came back", async () => {
    const { send, value, diary } = await startConversation();
    send("client.left");
    expect(value()).toMatchObject(talking("listening", "away"));
    expect(diary.all).toEqual(["relay silenceRelay", "recorded startGrace"]);
    send("grace.passed");
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.recorded).toEqual(["startGrace", "stopGrace", "recordEnd COMPLETED DISCONNECTED"]);
  });

  it("continues when the browser comes back in time, and ignores a grace that fires late", async () => {
    const { send, value, diary } = await startConversation();
    send("client.left", "client.joined", "grace.passed");
    expect(value()).toMatchObject(talking("listening"));
    expect(diary.all).toEqual(["relay silenceRelay", "recorded startGrace", "recorded stopGrace", "told greetClient"]);
  });

  it("comes back into a resumption and is greeted when Gemini is there", async () => {
    const { send, value, diary } = await startConversation();
    send("client.left", handle, lost, "client.joined");
    expect(value()).toMatchObject(resuming("reopening"));
    send("gemini.ready");
    expect(diary.told).toEqual(["greetClient"]);
  });
});
