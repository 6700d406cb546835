import { beforeEach, expect, it, vi } from "vitest";
import { begin } from "../testing/paced.ts";

beforeEach(() => void vi.useFakeTimers());
it("shows the interviewer's words as they are spoken, piece by piece", () => {
  const { pace, say, shown } = begin();
  say("One two three four");
  pace.received(4_000);
  say("One two three four five six.");
  pace.received(2_000);
  say("One two three four five six.", { isFinal: true });
  const seen = [100, 1_100, 2_500, 4_000, 5_200, 6_000].map((ms) => (pace.played(ms), shown().join()));
  expect(seen).toEqual(["", "One|", "One two|", "One two three four|", "One two three four five|", "One two three four five six."]);
});

it("stays in step with the voice when all text and audio arrive at once", () => {
  const { pace, say, shown } = begin();
  pace.received(11_000);
  say("Tell me about a piece of work that you are proud of.", { isFinal: true });
  pace.played(5_500);
  expect(shown()).toEqual(["Tell me about a piece of|"]);
  pace.played(11_000);
  expect(shown()).toEqual(["Tell me about a piece of work that you are proud of."]);
});

it("never runs ahead of a voice that arrives at its own pace", () => {
  const { pace, say, shown } = begin();
  say("Tell me about a piece of work that you are proud of.");
  pace.received(200);
  pace.played(180);
  expect(shown()).toEqual([]);
});

it("holds a second utterance until the first one's audio has played", () => {
  const { pace, say, shown } = begin();
  say("Right.");
  pace.received(2_000);
  say("Right.", { isFinal: true });
  say("Next one.", { seq: 2 });
  pace.received(2_000);
  pace.played(1_900);
  expect(shown()).toEqual([]);
  pace.played(2_000);
  expect(shown()).toEqual(["Right."]);
  say("Next one.", { seq: 2, isFinal: true });
  pace.played(4_000);
  expect(shown()).toEqual(["Right.", "Next one."]);
});

it("cuts off at the last word heard, and no later text brings the rest back", () => {
  const { pace, say, shown, told } = begin();
  say("Thank you. Think of a piece of work.");
  pace.received(4_000);
  pace.played(1_200);
  pace.interrupted();
  expect(shown()).toEqual(["Thank you…"]);
  say("Thank you. Think of a piece of work.", { isFinal: true });
  expect(shown()).toEqual(["Thank you…"]);
  say("Thank…", { isFinal: true });
  expect(shown()).toEqual(["Thank…"]);
  const before = told.length;
  say("Never heard at all.", { seq: 2 });
  pace.interrupted();
  expect(told).toHaveLength(before);
});

it("withdraws the shown beginning of a line missing from the record, before or after it is cut off", () => {
  const seen = [true, false].map((isTakenFirst) => {
    const { pace, say, shown } = begin();
    say("Now tell me about a time");
    pace.received(6_000);
    pace.played(1_500);
    const before = shown();
    if (isTakenFirst) say("");
    pace.interrupted();
    if (!isTakenFirst) say("");
    return [before, shown()];
  });
  expect(seen).toEqual([
    [["Now|"], ["|"]],
    [["Now|"], ["|"]],
  ]);
});

it("cuts off an utterance without a number too, and shows the next one that begins alike", () => {
  const { pace, say, told } = begin();
  const unnumbered = (text: string, isFinal: boolean) => pace.caption({ speaker: "AI", text, isFinal });
  unnumbered("Thank you. Think of it.", false);
  pace.received(4_000);
  pace.played(2_000);
  pace.interrupted();
  unnumbered("Thank you. Think of it.", true);
  unnumbered("Thank you. Next.", true);
  expect(told.filter(({ isFinal }) => isFinal).map(({ text }) => text)).toEqual(["Thank you…", "Thank you. Next."]);
  expect(say).toBeDefined();
});

it("shows words at once when the sound is off", () => {
  const { pace, say, shown } = begin();
  say("One two three");
  pace.received(9_000);
  pace.setSoundOff(true);
  expect(shown()).toEqual(["One two three|"]);
  say("One two three four");
  expect(shown()).toEqual(["One two three four|"]);
});

it("stays in step with a voice held back at the Worker when its words have arrived", () => {
  const { pace, say, shown } = begin();
  say("One two three four");
  pace.received(2_000);
  say("One two three four five six.", { aheadMs: 2_000 });
  say("One two three four five six.", { aheadMs: 4_000, isFinal: true });
  const seen = [1_100, 2_000].map((ms) => (pace.played(ms), shown().join()));
  vi.advanceTimersByTime(2_000);
  seen.push(shown().join());
  pace.received(4_000);
  seen.push(...[4_000, 5_200, 6_000].map((ms) => (pace.played(ms), shown().join())));
  expect(seen).toEqual(["One|", "One two|", "One two|", "One two three four|", "One two three four five|", "One two three four five six."]);
});

it("holds the next utterance for a voice still to come, but not for one that is lost", () => {
  const { pace, say, shown } = begin();
  say("Right.");
  say("Right.", { isFinal: true, aheadMs: 1_000 });
  say("Next one.", { seq: 2, aheadMs: 1_000 });
  pace.received(2_000);
  pace.played(900);
  expect(shown()).toEqual([]);
  pace.played(1_000);
  expect(shown()).toEqual(["Right."]);
  say("Next one. And more.", { seq: 2, aheadMs: 1_000 });
  pace.played(2_000);
  vi.advanceTimersByTime(4_999);
  expect(shown()).toEqual(["Right.", "Next|"]);
  vi.advanceTimersByTime(1);
  expect(shown()).toEqual(["Right.", "Next one. And more.|"]);
});

it("does not wait for audio that never comes", () => {
  const { say, shown } = begin();
  say("Hello there");
  expect(shown()).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(shown()).toEqual(["Hello there|"]);
  say("Hello there.", { isFinal: true });
  expect(shown()).toEqual(["Hello there."]);
});

it("lets the candidate's words and replays after a reconnection through while a question is still playing", () => {
  const { pace, say, shown } = begin();
  say("First.", { isFinal: true });
  say("One two three four", { seq: 2 });
  pace.received(4_000);
  pace.played(2_200);
  pace.caption({ speaker: "USER", text: "Hm", isFinal: true, seq: 3 });
  pace.rejoined();
  say("First, grown.", { isFinal: true });
  say("One two three four", { seq: 2, isFinal: true });
  expect(shown()).toEqual(["First, grown.", "One two|", "Hm"]);
  pace.received(1_800);
  pace.played(4_000 + 1_800);
  expect(shown()).toEqual(["First, grown.", "One two three four", "Hm"]);
});

it("shows unnumbered text whole on a new connection", () => {
  const { pace, told } = begin();
  pace.caption({ speaker: "AI", text: "One two three", isFinal: false });
  pace.received(9_000);
  pace.rejoined();
  expect(told.at(-1)?.text).toBe("One two three");
});

it("paces words of a language without spaces too", () => {
  const { pace, say, shown } = begin();
  say("请介绍一下你自己", { isFinal: true });
  expect(shown()).toEqual(["请介绍一下你自己"]);
  say("请介绍一下你自己", { seq: 2 });
  pace.received(8_000);
  pace.played(4_000);
  expect(shown()[1]).toBe("请介绍|");
});
