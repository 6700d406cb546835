import { describe, expect, it } from "vitest";
import type { SessionTimes, Speech } from "../../../contract/app-api.ts";
import type { SpokenEntry } from "./answers.ts";
import { type AnswerDelivery, deliveryOf } from "./delivery.ts";
import { countPauses } from "./timing.ts";

let count = 0;
const entry = (speaker: "USER" | "AI", content: string, speech?: Partial<Speech> & { startMs: number; endMs: number }): SpokenEntry => ({
  speaker,
  content,
  timestamp: new Date(1_800_000_000_000 + (count += 1)).toISOString(),
  speech: speech ? { speechMs: speech.endMs - speech.startMs, pauses: [], timing: "marked", ...speech } : null,
  isTyped: false,
});
const ai = (startMs: number, endMs: number, content = "Why is that so?") => entry("AI", content, { startMs, endMs });
const words = (many: number) => Array.from({ length: many }, (_, index) => `word${index}`).join(" ");
const session = (parts: Partial<SessionTimes> = {}): SessionTimes => ({
  micMs: 60_000,
  speechMs: 0,
  aiMs: 0,
  wordlessSpeechMs: 0,
  gaps: [],
  cutIns: [],
  vad: 1,
  ...parts,
});

const deliver = (transcript: SpokenEntry[], times: SessionTimes | null = null, language = "en") =>
  deliveryOf({ transcript, session: times, language });
const only = (transcript: SpokenEntry[], times: SessionTimes | null = null, language?: string): AnswerDelivery => {
  const { answers } = deliver(transcript, times, language);
  expect(answers).toHaveLength(1);
  return answers[0] as AnswerDelivery;
};

describe("the timing of an answer", () => {
  it("measures thinking, length, pauses and speech, and the pace only of answers long enough", () => {
    const said = entry("USER", words(30), { startMs: 5_200, endMs: 15_000, speechMs: 7_500, pauses: [[9_000, 2_300]] });
    const { thinkingMs, lengthMs, speechMs, pauses, pace, articulation } = only([ai(0, 4_000), said]);
    expect([thinkingMs.value, lengthMs.value, speechMs.value, articulation.value]).toEqual([1_200, 9_800, 7_500, 240]);
    expect(countPauses(pauses ?? [])).toEqual({ short: 0, medium: 0, long: 1 });
    expect(pace).toEqual({ value: null, unknown: "tooShort" });
    expect(deliver([ai(0, 4_000), said]).longPauses.value).toBe(1);
  });

  it("includes pauses in the pace, from 10 s and 20 words on", () => {
    const said = (many: number, endMs: number) => only([ai(0, 0), entry("USER", words(many), { startMs: 0, endMs, speechMs: 5_000 })]).pace;
    expect([said(20, 10_000).value, said(19, 10_000).unknown, said(20, 9_999).unknown]).toEqual([120, "tooShort", "tooShort"]);
  });

  it("gives an answer that began before the question ended no thinking time, and says how long both spoke", () => {
    const { thinkingMs, overlapMs } = only([ai(0, 4_000), entry("USER", "Well", { startMs: 3_400, endMs: 6_400 })]);
    expect([thinkingMs.value, overlapMs]).toEqual([0, 600]);
    expect(only([ai(0, 4_000), entry("USER", "Well", { startMs: 3_400, endMs: 6_400, overlapMs: 900 })]).overlapMs).toBe(900);
  });

  it("continues an answer across an interjection of under a second, and counts no pause while the interviewer is heard", () => {
    const { lengthMs, pauses, timestamps } = only([
      ai(0, 1_000),
      entry("USER", "First", { startMs: 2_000, endMs: 5_000 }),
      ai(5_100, 5_900, "Mm-hm"),
      entry("USER", "and second", { startMs: 6_200, endMs: 8_000 }),
    ]);
    expect([lengthMs.value, pauses, timestamps.length]).toEqual([6_000, [], 2]);
  });

  it.each(["Why?", "それで？", "ولماذا؟", "“And then?” "])("ends an answer at a question, however short: %s", (question) => {
    const { answers } = deliver([
      ai(0, 1_000),
      entry("USER", "First", { startMs: 2_000, endMs: 5_000 }),
      ai(5_100, 5_500, question),
      entry("USER", "second", { startMs: 6_200, endMs: 8_000 }),
    ]);
    expect(answers.map(({ lengthMs, thinkingMs }) => [lengthMs.value, thinkingMs.value])).toEqual([
      [3_000, 1_000],
      [1_800, 700],
    ]);
  });

  it("ends an answer at an interjection of a second or of unknown length", () => {
    const halves = (between: SpokenEntry) =>
      deliver([ai(0, 1_000), entry("USER", "First", { startMs: 2_000, endMs: 5_000 }), between, entry("USER", "second")]).answers.length;
    expect([halves(ai(5_100, 6_100, "Mm-hm")), halves(entry("AI", "Mm-hm"))]).toEqual([2, 2]);
  });

  it("takes a short line before an answer for its question", () => {
    expect(only([ai(0, 900, "Go on."), entry("USER", "Well", { startMs: 2_000, endMs: 3_000 })]).thinkingMs.value).toBe(1_100);
  });

  it("measures no thinking time and no pause during which the candidate was muted", () => {
    const said = {
      startMs: 9_000,
      endMs: 15_000,
      pauses: [
        [10_000, 2_500],
        [13_000, 2_000],
      ] as [number, number][],
    };
    const told = (...mutes: [number, number][]) =>
      deliver([ai(0, 4_000), entry("USER", "I did", said)], session({ mutes })).answers[0] as AnswerDelivery;
    expect(told().thinkingMs).toEqual({ value: 5_000, unknown: null });
    expect(told([3_000, 1_000]).thinkingMs.value).toBe(5_000);
    expect(told([3_000, 2_000]).thinkingMs.unknown).toBe("muted");
    expect(told([10_500, 1_000]).pauses).toEqual([{ atMs: 13_000, ms: 2_000 }]);
  });

  it("counts a silence between two entries of one answer as a pause, in the order of time", () => {
    const { pauses } = only([
      ai(0, 1_000),
      entry("USER", "First", {
        startMs: 2_000,
        endMs: 5_000,
        pauses: [
          [3_000, 249],
          [4_000, 250],
        ],
      }),
      entry("USER", "second", { startMs: 6_500, endMs: 8_000, pauses: [[7_000, 300]] }),
    ]);
    expect(pauses).toEqual([
      { atMs: 4_000, ms: 250 },
      { atMs: 5_000, ms: 1_500 },
      { atMs: 7_000, ms: 300 },
    ]);
    expect(countPauses(pauses ?? [])).toEqual({ short: 2, medium: 1, long: 0 });
    const edges = [250, 999, 1_000, 1_999, 2_000].map((ms) => ({ atMs: 0, ms }));
    expect(countPauses(edges)).toEqual({ short: 2, medium: 2, long: 1 });
  });

  it("excludes disconnected time from length and pauses, each moment once, and measures no thinking time across it", () => {
    const gaps: SessionTimes["gaps"] = [[10_000, 8_000]];
    const said = entry("USER", words(30), { startMs: 2_000, endMs: 30_000, speechMs: 20_000, pauses: [[10_000, 8_000]] });
    const within = only([ai(0, 1_000), said], session({ gaps }));
    expect([within.lengthMs.value, within.pauses, within.thinkingMs.value]).toEqual([20_000, [], 1_000]);
    const others = [11_000, 13_000].map((startMs) => ({ startMs, endMs: startMs + 1_000 }));
    const beside = deliveryOf({ transcript: [ai(0, 1_000), said], session: session({ gaps }), language: "en", others });
    expect(beside.lengthMs.value).toBe(20_000);
    const across = only([ai(0, 9_000), entry("USER", "Well", { startMs: 20_000, endMs: 21_000 })], session({ gaps }));
    expect(across.thinkingMs).toEqual({ value: null, unknown: "reconnected" });
  });

  it("locates each filler and hedge by its line and position", () => {
    const said = ["Um, I think", "it was, you", "know, kind of done. Um"].map((text) => entry("USER", text));
    const { fillers, hedges } = only([entry("AI", "Why?"), ...said]);
    const shown = (found: AnswerDelivery["fillers"]) =>
      found?.map(({ timestamp, from, to, phrase }) => [phrase, said.find((it) => it.timestamp === timestamp)?.content.slice(from, to)]);
    expect(shown(fillers)).toEqual([
      ["um", "Um"],
      ["you know", "you"],
      ["kind of", "kind of"],
      ["um", "Um"],
    ]);
    expect(shown(hedges)).toEqual([
      ["i think", "I think"],
      ["kind of", "kind of"],
    ]);
  });

  it("does not restart thinking time after a nudge", () => {
    const nudged = entry("USER", "Well", { startMs: 30_000, endMs: 31_000, nudged: true });
    const asked = [ai(0, 4_000), ai(24_000, 27_000, "Take your time.")];
    const [{ thinkingMs, isNudged }, plain] = [
      only([...asked, nudged]),
      only([...asked, { ...nudged, speech: nudged.speech && { ...nudged.speech, nudged: false } }]),
    ];
    expect([thinkingMs.value, isNudged, plain.thinkingMs.value]).toEqual([26_000, true, 3_000]);
  });

  it("measures nothing without timing, and nothing for a typed answer", () => {
    const unmeasured = only([entry("AI", "Why?"), entry("USER", words(40))]);
    const typed = only([ai(0, 1_000), { ...entry("USER", words(40)), isTyped: true }]);
    const reasons = ({ thinkingMs, lengthMs, speechMs, pace, articulation }: AnswerDelivery) =>
      [thinkingMs, lengthMs, speechMs, pace, articulation].map((it) => it.unknown);
    expect(reasons(unmeasured)).toEqual(Array(5).fill("unmeasured"));
    expect(reasons(typed)).toEqual(Array(5).fill("typed"));
    expect([unmeasured.pauses, typed.pauses]).toEqual([null, null]);
    const partly = only([ai(0, 1_000), entry("USER", words(40), { startMs: 2_000, endMs: 30_000 }), entry("USER", words(40))]);
    expect(reasons(partly).slice(1)).toEqual(Array(4).fill("unmeasured"));
    const question = only([entry("AI", "Why?"), entry("USER", "Well", { startMs: 5_000, endMs: 6_000 })]);
    expect([question.thinkingMs.unknown, question.lengthMs.value]).toEqual(["unmeasured", 1_000]);
  });

  it("reports that an answer was cut off", () => {
    const said = entry("USER", "I", { startMs: 2, endMs: 3 });
    const cut = entry("USER", "did", { startMs: 4, endMs: 5, cut: true });
    expect([only([ai(0, 1), said]).isCut, only([ai(0, 1), said, cut]).isCut]).toEqual([false, true]);
  });
});

describe("a whole interview", () => {
  it("has the median of its answers, not their mean, and the longest", () => {
    const answers = [10_000, 20_000, 90_000].flatMap((ms, index) => [
      ai(index * 200_000, index * 200_000 + 1_000),
      entry("USER", words(40), { startMs: index * 200_000 + 2_000 + index * 100, endMs: index * 200_000 + 2_000 + index * 100 + ms }),
    ]);
    const { lengthMs, longestMs, thinkingMs, pace } = deliver(answers);
    expect([lengthMs.value, longestMs.value, thinkingMs.value, pace.value]).toEqual([20_000, 90_000, 1_100, 120]);
  });

  it("takes its pace from the answers in the unit of most", () => {
    const said = (content: string, startMs: number) => [
      ai(startMs - 1_000, startMs),
      entry("USER", content, { startMs, endMs: startMs + 10_000 }),
    ];
    const answers = [said(words(20), 1_000), said(words(20), 21_000), said("移行を担当".repeat(20), 41_000)].flat();
    expect(deliver(answers).pace.value).toBe(120);
    expect(deliver(answers.slice(2)).pace.value).toBe(120);
  });

  it("divides talk by time, and by words only when no audio was measured", () => {
    const transcript = [entry("AI", words(30)), entry("USER", words(10))];
    expect(deliver(transcript, session({ speechMs: 30_000, aiMs: 10_000 })).talkShare).toEqual({ share: 0.75, of: "time" });
    expect(deliver(transcript).talkShare).toEqual({ share: 0.25, of: "words" });
    expect(deliver([]).talkShare).toBeNull();
    expect(deliver([entry("AI", "Hello?")], session({ aiMs: 4_000 })).talkShare).toEqual({ share: 0, of: "time" });
  });

  it("divides talk by words when anything was typed, since typing is not silence", () => {
    const typed = { ...entry("USER", words(10)), isTyped: true };
    const { talkShare } = deliver([entry("AI", words(30)), typed], session({ aiMs: 900 }));
    expect(talkShare).toEqual({ share: 0.25, of: "words" });
  });

  it("says that everything was typed instead of counting pauses, when it was", () => {
    const { longPauses } = deliver([ai(0, 900), { ...entry("USER", words(10)), isTyped: true }], session({ aiMs: 900 }));
    expect(longPauses).toEqual({ value: null, unknown: "typed" });
  });

  it("counts interruptions by each side separately", () => {
    const cutIns: SessionTimes["cutIns"] = [
      [1, "USER"],
      [2, "AI"],
      [3, "USER"],
    ];
    expect([deliver([], session({ cutIns })).cutIns, deliver([]).cutIns]).toEqual([{ byUser: 2, byAi: 1 }, null]);
  });

  it("is estimated as soon as one of its times is, and unknown when no answer was measured", () => {
    const answer = (timing: "marked" | "estimated") => entry("USER", "Yes", { startMs: 2_000, endMs: 3_000, timing });
    const timingOf = (...answers: SpokenEntry[]) => deliver([ai(0, 1_000), ...answers]).timing;
    expect([timingOf(answer("marked")), timingOf(answer("estimated")), timingOf(entry("USER", "Yes")), timingOf()]).toEqual([
      "marked",
      "estimated",
      null,
      null,
    ]);
  });

  it("does not treat the silence of a candidate who never spoke as thinking or pauses", () => {
    const { answers, thinkingMs, longPauses, fillers } = deliver(
      [ai(0, 4_000), ai(50_000, 54_000)],
      session({ aiMs: 8_000, wordlessSpeechMs: 40_000 }),
    );
    expect([answers, thinkingMs.unknown, longPauses.unknown, fillers]).toEqual([[], "unmeasured", "unmeasured", null]);
  });

  it("counts fillers per minute of speech, over the answers whose speech was measured", () => {
    const measured = entry("USER", "Um, I did, uh, this", { startMs: 2_000, endMs: 40_000, speechMs: 30_000 });
    const { fillers, fillersPerMinute } = deliver([ai(0, 1_000), measured, ai(50_000, 52_000), entry("USER", "Um, that")]);
    expect([fillers, fillersPerMinute.value]).toEqual([3, 4]);
    expect(deliver([ai(0, 1_000), measured], null, "tr").fillersPerMinute.unknown).toBe("unlisted");
    const short = entry("USER", "Um, yes", { startMs: 2_000, endMs: 31_999 });
    expect(deliver([ai(0, 1_000), short]).fillersPerMinute.unknown).toBe("tooShort");
    expect(deliver([ai(0, 1_000), entry("USER", "Um, that")]).fillersPerMinute.unknown).toBe("unmeasured");
  });

  it("counts exactly the fillers and hedges of a vague answer, and none in a plain one", () => {
    const vague =
      "Well, we had some problems with, you know, performance, and we kind of looked at it as a team and fixed it, and it went well in the end.";
    const plain = "I profiled one run, found that 70 % went into per-row lookups, and batched them; it fell to fifty minutes.";
    const counts = (content: string) => {
      const { fillers, hedges } = deliver([entry("AI", "Tell me"), entry("USER", content)]);
      return [fillers, hedges];
    };
    expect([counts(vague), counts(plain)]).toEqual([
      [2, 1],
      [0, 0],
    ]);
  });

  it("counts the words of a corrected line over the time in which it was spoken", () => {
    const said = { startMs: 2_000, endMs: 22_000 };
    expect(only([ai(0, 1_000), entry("USER", words(40), said)]).pace.value).toBe(120);
    expect(only([ai(0, 1_000), entry("USER", words(50), said)]).pace.value).toBe(150);
  });
});
