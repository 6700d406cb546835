import { describe, expect, it } from "vitest";
import { startConversation, startInterview } from "./testing/interview-bench.ts";

const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
const lost = { type: "gemini.lost", code: 1011 } as const;
const refused = { type: "gemini.refused", code: 1008, failure: "geminiRefused" } as const;
const misconfigured = { ...refused, failure: "geminiMisconfigured" } as const;
const ended = { type: "client.ended", isAnswerOpen: false } as const;
const talking = (floor: string | object, client = "present") => ({ IN_PROGRESS: { gemini: "conversing", floor, client } });

describe("before Gemini answers", () => {
  it("waits for a candidate without contacting Gemini", () => {
    const { value, diary, clock } = startInterview({ hasClient: false });
    clock.pass(60_000);
    expect(value()).toEqual({ PENDING: "idle" });
    expect(diary.all).toEqual(["opened outbox", "recorded scheduleCleanup"]);
  });

  it("clears an interview that nobody returned to for a day, counting from their last departure", async () => {
    const { value, diary, setup, send } = startInterview();
    await setup.answer({ isOpen: true });
    send("client.left", "client.joined", "client.left");
    expect(diary.recorded).toEqual(["recordOpening 1", "scheduleCleanup", "stopCleanup", "scheduleCleanup"]);
    send("cleanup.due");
    expect(value()).toEqual({ PENDING: "erased" });
    expect(diary.recorded.at(-1)).toBe("erase");
  });

  it("reads the set-up, opens Gemini, records the start and passes sound, in this order", async () => {
    const { value, diary, setup, send } = startInterview({ hasClient: false });
    send("client.joined");
    expect(value()).toEqual({ PENDING: { starting: "preparing" } });
    await setup.answer({ isOpen: true });
    expect(value()).toEqual({ PENDING: { starting: "attempting" } });
    send("gemini.ready");
    expect(value()).toMatchObject(talking({ opening: "asked" }));
    expect(setup.asked).toEqual([{ interviewId: "i1" }]);
    expect(diary.all).toEqual([
      "opened outbox",
      "recorded scheduleCleanup",
      "recorded stopCleanup",
      "told acceptClient",
      "recorded recordOpening 1",
      "opened gemini start",
      "recorded recordStart",
      "relay openRelay",
      "told greetClient",
      "heard outbox deliver",
      "heard gemini cued open",
    ]);
  });

  it("drops a candidate whose interview has already ended, without contacting Gemini", async () => {
    const { value, diary, setup, context } = startInterview();
    await setup.answer({ isOpen: false });
    expect(value()).toEqual({ PENDING: "erased" });
    expect(context().hasClient).toBe(false);
    expect(diary.all).toEqual(["opened outbox", "told dropClient", "recorded erase"]);
  });

  it("continues without the set-up when the app does not answer in 2 s", () => {
    const { value, clock } = startInterview();
    clock.pass(1_999);
    expect(value()).toEqual({ PENDING: { starting: "preparing" } });
    clock.pass(1);
    expect(value()).toEqual({ PENDING: { starting: "attempting" } });
  });

  it("continues without the set-up when the app answers with an error", async () => {
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
    expect(diary.recorded).toEqual(["recordOpening 1", "recordOpening 2", "recordOpening 3", "recordEnd ERROR GEMINI_FAILED"]);
  });

  it("gives each try 10 s and all of them 15 s", async () => {
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

  it.each([refused, misconfigured])("does not retry what Gemini refuses, and says why: %j", async (event) => {
    const { value, setup, diary, send } = startInterview();
    await setup.answer({ isOpen: true });
    send(event);
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.opened).toEqual(["outbox", "gemini start"]);
    expect(diary.told).toEqual(["acceptClient", `tellFailure ${event.failure}`]);
  });

  it("opens Gemini at most five times before going live, and then says so (S2)", async () => {
    const { value, setup, diary, send } = startInterview({ openings: 3 });
    for (const rejoined of [false, true]) {
      if (rejoined) send("client.joined");
      await setup.answer({ isOpen: true });
      send("client.left");
    }
    send("client.joined");
    await setup.answer({ isOpen: true });
    expect(value()).toEqual({ ERROR: "owing" });
    expect(diary.opened).toEqual(["outbox", "gemini start", "gemini start"]);
    expect(diary.recorded.filter((it) => it.startsWith("recordOpening"))).toEqual(["recordOpening 4", "recordOpening 5"]);
    expect(diary.told.at(-1)).toBe("tellFailure openedTooOften");
  });

  it("ends at once when the candidate is expelled, before it is live and after", async () => {
    const pending = startInterview();
    await pending.setup.answer({ isOpen: true });
    const live = await startConversation();
    for (const { send, diary } of [pending, live]) {
      send("client.expelled");
      expect(diary.recorded.at(-1)).toBe("recordEnd COMPLETED DISCONNECTED");
    }
  });

  it("ends as Gemini's when the candidate was silent for too long (S2)", async () => {
    const { send, diary } = await startConversation();
    send("silence.passed");
    expect(diary.recorded.at(-1)).toBe("recordEnd COMPLETED GEMINI_ENDED");
  });

  it("closes Gemini and forgets the attempt when the candidate leaves", async () => {
    const { value, setup, diary, send, clock } = startInterview();
    await setup.answer({ isOpen: true });
    send("client.left");
    clock.pass(60_000);
    expect(value()).toEqual({ PENDING: "idle" });
    expect(diary.all).toEqual([
      "opened outbox",
      "told acceptClient",
      "recorded recordOpening 1",
      "opened gemini start",
      "recorded scheduleCleanup",
      "closed gemini",
    ]);
  });

  it("completes an interview that is ended before it begins", async () => {
    const { value, setup, diary, send } = startInterview();
    await setup.answer({ isOpen: true });
    send(ended);
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.recorded).toEqual(["recordOpening 1", "recordEnd COMPLETED USER_INITIATED"]);
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

describe("a greeting", () => {
  it("starts over when lost before the interviewer's first word", async () => {
    const { send, setup, diary, value } = startInterview();
    await setup.answer({ isOpen: true });
    send("gemini.ready", handle, lost, "gemini.ready");
    expect(value()).toMatchObject(talking({ opening: "asked" }));
    expect(diary.heard).toEqual(["outbox deliver", "gemini cued open", "gemini cued open"]);
  });

  it("starts over when the greeting was cut before its first words, whoever has the floor", async () => {
    const noise = { type: "gemini.transcribed", speaker: "AI", text: "<noise>", soundMs: 0, isNoise: true } as const;
    const began = { type: "voice.began", takesFloor: true } as const;
    const floors: unknown[] = [];
    for (const events of [[], [noise], ["gemini.turnEnded"], [began], [began, "voice.lost"], ["gemini.turnEnded", "answer.due"]] as const) {
      const { send, setup, diary, value } = startInterview();
      await setup.answer({ isOpen: true });
      send("gemini.ready", handle, "gemini.turnStarted", ...events, lost, "gemini.ready");
      expect(diary.heard.filter((it) => it.includes("cued"))).toEqual(["gemini cued open", "gemini cued open"]);
      floors.push(value());
    }
    const opening = talking({ opening: "asked" });
    expect(floors).toMatchObject([opening, opening, opening, talking({ answering: "speaking" }), opening, opening]);
  });
});
