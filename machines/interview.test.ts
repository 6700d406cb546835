import { describe, expect, it } from "vitest";
import { startConversation } from "./testing/interview-bench.ts";

const lost = { type: "gemini.lost", code: 1011 } as const;
const ended = { type: "client.ended", isAnswerOpen: false } as const;
const interrupted = { type: "gemini.interrupted", soundMs: 4_000, heardMs: 1_500 } as const;
const transcribed = (speaker: "USER" | "AI", text: string) => ({ type: "gemini.transcribed", speaker, text, soundMs: 0 }) as const;
const talking = (floor: string | object, client = "present") => ({ IN_PROGRESS: { gemini: "conversing", floor, client } });

describe("in conversation", () => {
  it("records what is said, closing the candidate's utterance when the interviewer starts and the interviewer's when it stops", async () => {
    const { diary, send } = await startConversation();
    send(transcribed("USER", "Hello"), "gemini.turnStarted", transcribed("AI", "Welcome"));
    send("gemini.turnEnded");
    expect(diary.all).toEqual([
      "recorded recordWords USER Hello 0",
      "recorded startTurn",
      "recorded recordWords AI Welcome 0",
      "recorded finishTurn",
    ]);
  });

  it("drops queued speech and cuts the turn where it was heard to when the candidate interrupts", async () => {
    const { diary, send, value } = await startConversation();
    send("gemini.turnStarted", interrupted);
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect(diary.all).toEqual(["recorded startTurn", "recorded cutTurn 4000 1500", "told interruptClient"]);
  });

  it("cuts a finished turn whose sound was not heard to the end", async () => {
    const { diary, send, value } = await startConversation();
    send("gemini.turnStarted", "gemini.turnEnded", interrupted);
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect(diary.all.slice(2)).toEqual(["recorded cutTurn 4000 1500", "told interruptClient"]);
  });

  it("greets a second tab and stays in the conversation", async () => {
    const { diary, send, value } = await startConversation();
    send("client.joined");
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect(diary.all).toEqual(["told greetClient"]);
  });

  it("retries an owed delivery when due, and continues", async () => {
    const { diary, send, value } = await startConversation();
    send("retry.due");
    expect(value()).toMatchObject(talking({ open: "quiet" }));
    expect(diary.all).toEqual(["heard outbox deliver"]);
  });
});

describe("every end", () => {
  const ends = [
    [ended, "USER_INITIATED"],
    [{ type: "gemini.closed" }, "GEMINI_ENDED"],
    [{ type: "deadline.passed" }, "TIMEOUT"],
  ] as const;

  it.each(ends)("on $0.type closes the relay and Gemini, records $1, stores, and only then tells the candidate", async (event, reason) => {
    const { diary, send, value } = await startConversation();
    send(event);
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.all).toEqual(["relay closeRelay", `recorded recordEnd COMPLETED ${reason}`, "closed gemini", "heard outbox deliver"]);
    send("outbox.emptied");
    expect(value()).toEqual({ COMPLETED: "delivered" });
    expect(diary.told).toEqual([`tellEnd ${reason}`]);
    expect(diary.recorded.slice(1)).toEqual(["scheduleCleanup"]);
  });

  it.each(ends)("after $0.type cannot be ended again", async (event, reason) => {
    const { diary, send, clock } = await startConversation();
    send(event, ended, "deadline.passed", "grace.passed", "gemini.closed", lost, { type: "app.ended", status: "ERROR" }, "outbox.emptied");
    clock.pass(3_600_000);
    expect(diary.told).toEqual([`tellEnd ${reason}`]);
    expect(diary.recorded).toEqual([`recordEnd COMPLETED ${reason}`, "scheduleCleanup"]);
  });

  it("announces the end after 3 s when storing takes longer, and only once", async () => {
    const { diary, send, value, clock } = await startConversation();
    send(ended);
    clock.pass(2_999);
    expect(diary.told).toEqual([]);
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "owing" });
    expect(diary.told).toEqual(["tellEnd USER_INITIATED"]);
    send("outbox.emptied");
    expect(value()).toEqual({ COMPLETED: "delivered" });
    expect(diary.told).toEqual(["tellEnd USER_INITIATED"]);
  });

  it("drops anyone who comes after the end", async () => {
    const { diary, send } = await startConversation();
    send(ended, "outbox.emptied", "client.joined");
    expect(diary.told).toEqual(["tellEnd USER_INITIATED", "dropClient"]);
  });

  it("empties the storage when the clean-up is due", async () => {
    const { diary, send, value } = await startConversation();
    send(ended, "outbox.emptied", "cleanup.due");
    expect(value()).toEqual({ COMPLETED: "erased" });
    expect(diary.recorded).toEqual(["recordEnd COMPLETED USER_INITIATED", "scheduleCleanup", "erase"]);
  });

  it("completes when the candidate completes it through the app, dropping the socket", async () => {
    const { diary, send, value } = await startConversation();
    send({ type: "app.ended", status: "COMPLETED" });
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.told).toEqual(["dropClient"]);
    expect(diary.recorded).toEqual(["recordEndRequest", "recordEnd COMPLETED USER_INITIATED"]);
  });

  it("is an error when the candidate cancels it through the app, dropping the socket and keeping what was said", async () => {
    const { diary, send, value } = await startConversation();
    send({ type: "app.ended", status: "ERROR" });
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.told[0]).toBe("dropClient");
    expect(diary.recorded).toEqual(["recordEnd ERROR CANCELLED"]);
    expect(diary.heard).toEqual(["outbox deliver"]);
  });
});
