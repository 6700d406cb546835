import { describe, expect, it } from "vitest";
import { startConversation } from "./testing/interview-bench.ts";

const lost = { type: "gemini.lost", code: 1011 } as const;
const refused = { type: "gemini.refused", code: 1008, failure: "geminiRefused" } as const;
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
    "stays the reason when $type comes meanwhile",
    async (event) => {
      const { diary, send } = await startConversation();
      send(inAnswer, inAnswer, event);
      expect(diary.recorded).toEqual(["recordEndRequest", "recordEnd COMPLETED USER_INITIATED"]);
    },
  );

  it("waits for a session that is being opened to hear the answer, and for its words, two seconds in all", async () => {
    for (const [readyMs, words, endsMs] of [
      [300, true, 800],
      [1_800, true, 2_000],
      [300, false, 2_000],
      [3_000, false, 2_000],
    ] as const) {
      const { diary, send, value, clock } = await startConversation();
      send({ type: "voice.began", takesFloor: true }, lost, inAnswer, inAnswer);
      expect(value()).toMatchObject(finishing("reaching"));
      expect(diary.heard).toEqual(["gemini activity.began"]);
      if (readyMs < 2_000) {
        clock.pass(readyMs);
        send("gemini.ready");
        expect([value(), diary.heard.at(-1)]).toMatchObject([finishing("awaiting"), "gemini answer.ended"]);
        if (words) send(transcribed("USER", "And so we won."));
      }
      clock.pass(endsMs - 1 - (readyMs < 2_000 ? readyMs : 0));
      expect(value()).toMatchObject({ IN_PROGRESS: { gemini: { finishing: expect.anything() as unknown } } });
      clock.pass(1);
      expect(value()).toEqual({ COMPLETED: "storing" });
      expect(diary.relay).toEqual(["closeRelay"]);
      expect(diary.recorded.filter((it) => it === "recordEndRequest")).toHaveLength(1);
    }
  });

  it("ends at once when no session is being opened, or no answer is open", async () => {
    const { send, value } = await startConversation();
    send({ type: "gemini.handleIssued", handle: "h1" }, lost, lost, inAnswer);
    expect(value()).toEqual({ COMPLETED: "storing" });
    const silent = await startConversation();
    silent.send(lost, { type: "client.ended", isAnswerOpen: false });
    expect(silent.value()).toEqual({ COMPLETED: "storing" });
  });

  it("does not rotate while waiting", async () => {
    const { send, value, clock } = await startConversation();
    send({ type: "gemini.handleIssued", handle: "h1" }, "gemini.turnStarted", { type: "gemini.goingAway", timeLeftMs: 3_000 }, inAnswer);
    clock.pass(1_500);
    expect(value()).toMatchObject(finishing("awaiting"));
  });
});
