import { beforeAll, describe, expect, it, vi } from "vitest";
import { replayCapture } from "../testing/replay.ts";

// Minutes of an interview, on a clock that is moved by hand.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const captures = import.meta.glob<string>("../testing/captures/*.txt", { query: "?raw", import: "default", eager: true });

type Replayed = Awaited<ReturnType<typeof replayCapture>>;

/** Plays a capture once, then looks at it from several sides. */
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
    expect([status, client.close?.code]).toEqual([["COMPLETED", ended], 1000]);
    expect(client.of("error")).toEqual([]);
  });

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
  it("answers a tool that is not ours at once, with the way out", () => {
    expect(answersOf(played())).toEqual([
      { id: "call_7001", name: "read_tide_table", response: { error: "There is no such tool. The only one is end_interview." } },
    ]);
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
});

replay("et-barge-in", (played) => {
  held(played);
  said(played, [
    "AI Good afternoon. Shall we begin?",
    "USER Yes. Please explain the role to me.",
    "AI The role has three parts, and the first of them is the care…",
    "USER Sorry, one question.",
    "AI Of course, what is it?",
  ]);
  it("tells the page to fall silent once", () => {
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
