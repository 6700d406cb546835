import { beforeEach, expect, it, vi } from "vitest";
import type { Caption } from "../../../machines/call/captions.ts";
import { begin } from "../testing/paced.ts";

beforeEach(() => void vi.useFakeTimers());
it("shows a final text that is shorter than what was shown of it", () => {
  const { pace, say, shown } = begin();
  say("One two three four");
  pace.received(4_000);
  pace.played(4_000);
  expect(shown()).toEqual(["One two three four|"]);
  say("One two.", { isFinal: true });
  expect(shown()).toEqual(["One two."]);
});

/** Captions without a number, of which the first is cut off after its first two words. */
const cutUnnumbered = (isFinal: boolean) => {
  const { pace, told } = begin();
  const say = (text: string, more: Partial<Caption> = {}) => pace.caption({ speaker: "AI", text, isFinal: false, ...more });
  pace.received(4_000);
  say("Thank you. Think of it.", { isFinal });
  pace.played(2_000);
  pace.interrupted();
  pace.setSoundOff(true);
  told.length = 0;
  return { pace, say, texts: () => told.map(({ text }) => text) };
};

it("shows nothing more of a cut utterance without a number, however it grows, and all that is another", () => {
  const { say, texts } = cutUnnumbered(false);
  say("Thank you. Think of it. Or");
  say("Thank you. Think of it. Or not");
  say("Thank you too.", { speaker: "USER", isFinal: true });
  expect(texts()).toEqual(["Thank you too."]);
  say("Well then");
  say("Thank you. Bye.", { isFinal: true });
  expect(texts().slice(1)).toEqual(["Well then", "Thank you. Bye."]);
});

it("shows an utterance that begins like a cut one which was final, or which was cut before the line broke", () => {
  const final = cutUnnumbered(true);
  final.say("Thank you. Next.", { isFinal: true });
  expect(final.texts()).toEqual(["Thank you. Next."]);
  const rejoined = cutUnnumbered(false);
  rejoined.pace.rejoined();
  rejoined.say("Thank you. Next.", { isFinal: true });
  expect(rejoined.texts()).toEqual(["Thank you. Next."]);
});

it("shows an utterance without a number that grows as one, and after a new connection not again", () => {
  const { pace, told } = begin();
  const say = (text: string) => pace.caption({ speaker: "AI", text, isFinal: false });
  say("One two");
  pace.received(4_000);
  say("One two three four");
  pace.rejoined();
  expect(told.map(({ text }) => text)).toEqual(["One two three four"]);
  pace.played(4_000);
  vi.advanceTimersByTime(10_000);
  expect(told).toHaveLength(1);
});

it("shows nothing more once it is closed", () => {
  const { pace, say, told } = begin();
  say("Hello there");
  pace.close();
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});

it("takes words that replace others to be spoken after the sound that came before them", () => {
  const { pace, say, shown } = begin();
  say("One two three four");
  pace.received(4_000);
  say("One six seven eight nine ten", { isFinal: true });
  pace.played(2_000);
  expect(shown()).toEqual([]);
  pace.played(4_000);
  expect(shown()).toEqual(["One six seven eight nine ten"]);
});

it("forgets when words were spoken that others replaced", () => {
  const { pace, say, shown } = begin();
  say("One two three four");
  pace.received(4_000);
  say("One two three four five six");
  pace.received(2_000);
  say("One six seven eight nine", { isFinal: true });
  pace.played(5_000);
  expect(shown()).toEqual(["One|"]);
  pace.played(6_000);
  expect(shown()).toEqual(["One six seven eight nine"]);
});

it("takes a text that is heard anew from its first letter to be spoken over the same sound", () => {
  const { pace, say, shown } = begin();
  say("Um two three four");
  pace.received(4_000);
  say("One two three four");
  pace.played(2_100);
  expect(shown()).toEqual(["One two|"]);
});

it("spreads words that came piece by piece before their sound over all of it", () => {
  const { pace, say, shown } = begin();
  say("One two");
  say("One two three four");
  pace.received(4_000);
  pace.played(1_100);
  expect(shown()).toEqual(["One|"]);
});

it("ends an utterance that was never final where the next begins", () => {
  const { pace, say, shown } = begin();
  say("One two.");
  pace.received(2_000);
  say("Three four.", { seq: 2 });
  pace.received(2_000);
  pace.played(4_000);
  expect(shown()).toEqual(["One two.|", "Three four.|"]);
});

it("keeps what comes after a text that was heard whole, but may go on, behind its sound", () => {
  const { pace, say, shown } = begin();
  say("One two");
  pace.received(1_000);
  pace.played(1_000);
  say("One two three four five six seven eight");
  expect(shown()).toEqual(["One two|"]);
  pace.received(2_000);
  pace.played(3_000);
  expect(shown()).toEqual(["One two three four five six seven eight|"]);
});

it("ends an utterance where its own sound ended, whatever was received before the next, and shows it once", () => {
  const { pace, say, shown, told } = begin();
  say("Right.");
  pace.received(2_000);
  say("Right.", { isFinal: true });
  say("Right.", { isFinal: true });
  pace.received(2_000);
  say("Next one.", { seq: 2 });
  pace.played(2_000);
  expect([shown(), told.length]).toEqual([["Right."], 1]);
});

it("shows two final utterances without a number one after the other", () => {
  const { pace, told } = begin();
  pace.received(2_000);
  for (const text of ["One two.", "Three four."]) pace.caption({ speaker: "AI", text, isFinal: true });
  pace.played(2_000);
  expect(told.map(({ text }) => text)).toEqual(["One two.", "Three four."]);
});

it("waits longer for sound that is announced, but not where what has come stopped in the middle", () => {
  const due = begin();
  due.say("Right then.");
  due.say("Right then.", { isFinal: true, aheadMs: 3_000 });
  vi.advanceTimersByTime(4_999);
  expect(due.shown()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(due.shown()).toEqual(["Right then."]);
  const stopped = begin();
  stopped.say("One two three four", { isFinal: true, aheadMs: 4_000 });
  stopped.pace.received(2_000);
  stopped.pace.played(1_000);
  vi.advanceTimersByTime(500);
  expect(stopped.shown()).toEqual(["One two three four"]);
});

it("places words that come on a new connection behind the voice that comes again", () => {
  const { pace, say, shown } = begin();
  say("One two three four");
  pace.received(4_000);
  pace.played(2_000);
  expect(pace.rejoined()).toBe(2_000);
  say("One two three four");
  vi.advanceTimersByTime(4_999);
  expect(shown()).toEqual(["One two|"]);
  say("One two three four five six seven eight");
  vi.advanceTimersByTime(4_999);
  pace.received(2_000);
  pace.received(4_000);
  say("One two three four five six seven eight", { isFinal: true });
  const seen = [5_000, 6_000, 8_200, 10_000].map((ms) => (pace.played(ms), shown().join()));
  expect(seen).toEqual([
    "One two three|",
    "One two three four|",
    "One two three four five six|",
    "One two three four five six seven eight",
  ]);
});

it("expects no voice again that was heard to its end, interrupted, or not heard because the sound was off", () => {
  const { pace } = begin();
  pace.received(4_000);
  pace.played(3_980);
  expect(pace.rejoined()).toBe(0);
  pace.received(4_000);
  pace.interrupted();
  expect(pace.rejoined()).toBe(0);
  pace.received(4_000);
  pace.setSoundOff(true);
  expect(pace.rejoined()).toBe(0);
});
