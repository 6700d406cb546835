import { beforeAll, describe, expect, it } from "vitest";
import { replayCapture } from "../testing/replay.ts";

// Minutes of an interview, on a clock that is moved by hand.
const captures = import.meta.glob<string>("../testing/captures/*.txt", { query: "?raw", import: "default", eager: true });

type Replayed = Awaited<ReturnType<typeof replayCapture>>;

/** Plays a capture once, and checks it in several tests. */
const replay = (name: string, holds: (played: () => Replayed) => void) =>
  describe(`a replay of ${name}`, () => {
    let played: Replayed | null = null;
    beforeAll(async () => {
      const text = captures[`../testing/captures/${name}.txt`];
      if (!text) throw new Error(`There is no capture ${name}`);
      played = await replayCapture(text);
    });
    holds(() => {
      if (!played) throw new Error(`${name} was not played`);
      return played;
    });
  });

const said = (played: () => Replayed, lines: string[]) =>
  it("shows and stores who said what, once and in order", () => {
    expect(played().captions).toEqual(lines);
    expect(played().transcript).toEqual(lines);
  });

const held = (played: () => Replayed, { sessions = 1, ended = "USER_INITIATED" } = {}) =>
  it("is one interview to its end", () => {
    const { heard, phases, status, client } = played();
    expect(heard).toHaveLength(sessions);
    expect([...new Set(phases.map((it) => it.split(".")[0]))]).toEqual(["PENDING", "IN_PROGRESS", "COMPLETED"]);
    expect([status, client.closed?.code]).toEqual([["COMPLETED", ended], 1000]);
    expect(client.of("error")).toEqual([]);
  });

/** Ms of sound that a session was sent. */
const soundMs = ({ heard }: Replayed, session = 0) => (heard[session]?.sound ?? []).reduce((sum, { pcm }) => sum + pcm.length / 32, 0);
/** The texts of a session that ask the model for something; the time that is left asks for nothing. */
const asked = ({ heard }: Replayed) => (heard[0]?.texts ?? []).filter(({ text }) => !isTime(text));
const isTime = (text: string) => /^\[PLATFORM\] To choose your next questions by: about \d+ minutes are left\./.test(text);
const answersOf = ({ heard }: Replayed) => heard.flatMap(({ answers }) => answers);

replay("38-three-turns", (played) => {
  held(played);
  said(played, [
    "AI Good morning, and welcome. What do you do at work?",
    "USER I keep the boats of a ferry line running. Mostly the engines.",
    "AI Which engine gave you the most trouble?",
    "USER The old diesel of the night boat.",
    "AI And how did you mend it?",
    "USER I looked it up in the tide table.",
    "AI That is unusual. Tell me more.",
  ]);
  it("answers an unknown tool at once, naming the way out", () => {
    expect(answersOf(played())).toEqual([
      { id: "call_7001", name: "read_tide_table", response: { error: "There is no such tool. Yours: end_interview, note_question." } },
    ]);
  });
  it("is opened once, by clientContent", () => {
    expect(asked(played()).map(({ by }) => by)).toEqual(["clientContent"]);
  });
});

replay("et-two-utterances", (played) => {
  held(played);
  said(played, [
    "AI Hello. What brings you here?",
    "USER I have taught physics for nine years. And I want to build instruments.",
    "AI Let me think about that for a moment.",
    "AI Which instrument would you build first, and for whom?",
    "USER A spectrometer. For schools that have no money.",
    "AI Let me see what that takes.",
    "AI What would it cost to make one?",
  ]);
});

replay("31-handle-flood", (played) => {
  held(played);
  said(played, [
    "AI Hi, please tell me who you are.",
    "USER My name is Ines. And I repair church organs.",
    "AI Which organ was the last one you repaired?",
    "USER The one of the hospital chapel.",
    "AI How long did that take?",
  ]);
  it("is opened once, by realtimeInput", () => {
    expect(asked(played()).map(({ by }) => by)).toEqual(["realtimeInput"]);
  });
});

replay("et-barge-in", (played) => {
  held(played);
  said(played, [
    "AI Good afternoon. Shall we begin?",
    "USER Yes. Please explain the role to me.",
    "AI The role has three parts, and the first of them is…",
    "USER Sorry, one question.",
    "AI Of course, what is it?",
  ]);
  it("silences the page once", () => {
    expect(played().client.of("interrupted")).toHaveLength(1);
  });
});

replay("et-no-speech", (played) => {
  held(played);
  said(played, [
    "AI Welcome. Why did you apply?",
    "USER Because I like slow machines.",
    "AI Slow machines are the ones that teach patience…",
  ]);
});

replay("et-close-1007", (played) => {
  held(played, { sessions: 2 });
  said(played, [
    "AI Hello. What do you grow?",
    "USER Pears. On a wall that faces north.",
    "AI Let me check the weather.",
    "USER Are you still there?",
    "AI Yes. Why a north wall?",
  ]);
  it("answers the function without scheduling", () => {
    expect(answersOf(played()).map(({ scheduling }) => scheduling)).toEqual([undefined]);
  });
});

replay("38-long-answer", (played) => {
  held(played);
  said(played, [
    "AI Tell me about a hard week you had.",
    "USER In March our harbour froze. Half of the crew was ill, and the pumps had to run all the same. So I wrote a rota that nobody liked and everybody kept, and on Friday the ice broke.",
    "AI What would you change about the rota today?",
    "USER I would ask the crew first.",
    "AI A good answer.",
  ]);
  it("forwards every second of the answer", () => {
    expect(soundMs(played())).toBeGreaterThanOrEqual(91_000);
  });
  it("asks the model nothing while the candidate speaks, and sends the time left with each of the two answers", () => {
    expect(played().heard[0]?.texts.map(({ text }) => isTime(text))).toEqual([false, true, true]);
  });
});

replay("38-sound-ended", (played) => {
  held(played);
  said(played, [
    "AI Hello. What do you sell?",
    "USER I sell ladders to people who would rather have stairs.",
    "AI Who buys a ladder?",
    "USER I am back. The train had no network.",
    "AI Welcome back. What is a good ladder?",
  ]);
  it("sends the silence that ends the turn when no sound comes", () => {
    const silent = (played().heard[0]?.sound ?? []).filter(({ pcm }) => pcm.length === 3_200 && pcm.every((byte) => byte === 0));
    expect(silent).toHaveLength(2 * 12);
  });
});

replay("38-tool-first", (played) => {
  held(played, { ended: "GEMINI_ENDED" });
  said(played, [
    "AI Good evening. How do you plan a kitchen?",
    "USER I begin with the bin. Everything else follows from where the bin is.",
    "AI And after the bin?",
    "USER Then the water, the fire and the cold. A cook walks a triangle.",
    "AI What did your last kitchen teach you?",
    "USER That a drawer is better than a door. I learnt it from a cook who had lost the use of one arm.",
    "AI Thank you for the talk, and goodbye.",
  ]);
  it("asks for the closing line in its answer, and ends only once it was spoken", () => {
    expect(answersOf(played())).toMatchObject([{ id: "call_9101", name: "end_interview", scheduling: "WHEN_IDLE" }]);
    expect(played().endedByItself).toBe(true);
  });
});

replay("et-tool-after-speech", (played) => {
  held(played, { ended: "GEMINI_ENDED" });
  said(played, [
    "AI Hello. What do you paint?",
    "USER Ships, only ships. First from photographs and then from memory.",
    "AI Why from memory?",
    "USER Because a photograph remembers too much.",
    "AI Who buys them?",
    "USER Widows, and one shipping office. The office pays better.",
    "AI Thank you, that was a pleasure. Goodbye.",
  ]);
  it("accepts the spoken goodbye, and never answers with the scheduling that closes this model", () => {
    expect(answersOf(played()).filter(({ scheduling }) => scheduling !== undefined)).toEqual([]);
    expect(played().endedByItself).toBe(true);
  });
});
