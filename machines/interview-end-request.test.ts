import { describe, expect, it } from "vitest";
import { startConversation } from "./testing/interview-bench.ts";

const lost = { type: "gemini.lost", code: 1011 } as const;
const refused = { type: "gemini.refused", code: 1008 } as const;
const transcribed = (speaker: "USER" | "AI", text: string) => ({ type: "gemini.transcribed", speaker, text, soundMs: 0 }) as const;

describe("the candidate's request to end", () => {
  const inAnswer = { type: "client.ended", isAnswerOpen: true } as const;
  const finishing = (state: string, client = "present") => ({ IN_PROGRESS: { gemini: { finishing: state }, client } });

  it("lets an open answer end, closes the relay, and waits two seconds for its words", async () => {
    const { diary, send, value, clock } = await startConversation();
    send(inAnswer);
    expect(value()).toMatchObject(finishing("awaiting"));
    expect(diary.all).toEqual(["relay closeRelay", "recorded recordEndRequest", "heard gemini answer.ended"]);
    clock.pass(1_999);
    expect(value()).toMatchObject(finishing("awaiting"));
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.all.slice(3)).toEqual(["recorded recordEnd COMPLETED USER_INITIATED", "closed gemini", "heard outbox deliver"]);
  });

  it("records the words and ends half a second after the last of them", async () => {
    const { diary, send, value, clock } = await startConversation();
    send(inAnswer);
    clock.pass(250);
    send(transcribed("USER", "And so"));
    clock.pass(400);
    send(transcribed("USER", " we won."), "gemini.turnStarted", transcribed("AI", "Well"));
    clock.pass(499);
    expect(value()).toMatchObject(finishing("hearing"));
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.recorded).toEqual([
      "recordEndRequest",
      "recordWords USER And so 0",
      "recordWords USER  we won. 0",
      "recordEnd COMPLETED USER_INITIATED",
    ]);
  });

  it.each([{ type: "gemini.closed" }, { type: "deadline.passed" }, lost, refused] as const)(
    "is why it ends when $type comes meanwhile",
    async (event) => {
      const { diary, send } = await startConversation();
      send(inAnswer, inAnswer, event);
      expect(diary.recorded).toEqual(["recordEndRequest", "recordEnd COMPLETED USER_INITIATED"]);
    },
  );

  it("does not rotate meanwhile", async () => {
    const { send, value, clock } = await startConversation();
    send({ type: "gemini.handleIssued", handle: "h1" }, "gemini.turnStarted", { type: "gemini.goingAway", timeLeftMs: 3_000 }, inAnswer);
    clock.pass(1_500);
    expect(value()).toMatchObject(finishing("awaiting"));
  });
});
