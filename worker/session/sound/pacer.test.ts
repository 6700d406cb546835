import { expect, it } from "vitest";
import { Pacer } from "./pacer.ts";

const second = 48_000;

/** A pacer on a clock of its own. `seconds` has the seconds of speech that were sent and dropped. */
const pacerOf = ({ tells = false } = {}) => {
  const clock = { nowMs: 7_200_000 };
  const seen = { sent: 0, dropped: 0, tooSlow: 0 };
  const pacer = new Pacer(
    {
      send: (pcm) => void (seen.sent += pcm.length / second),
      dropped: (bytes) => void (seen.dropped += bytes / second),
      tooSlow: () => seen.tooSlow++,
    },
    clock.nowMs,
    tells,
  );
  const speak = (seconds: number) => {
    for (let at = 0; at < seconds; at++) pacer.push(new Uint8Array(second), clock.nowMs);
  };
  /** The reader gives a sign of life and reports that so many seconds have arrived. */
  const tell = (seconds: number) => {
    pacer.heard(clock.nowMs);
    pacer.arrived(seconds * second, clock.nowMs);
  };
  return { clock, seen, pacer, speak, tell };
};

it("keeps at most two seconds on the way to a reader that reports arrivals, and sends more as it reports", () => {
  const { seen, pacer, speak, tell } = pacerOf();
  tell(0);
  speak(20);
  expect([seen.sent, pacer.held / second]).toEqual([2, 18]);
  tell(0.5);
  expect(seen.sent).toBe(3);
  tell(3);
  expect(seen.sent).toBe(5);
  for (let at = 4; at <= 20; at++) tell(at);
  expect([seen.sent, pacer.held]).toEqual([20, 0]);
  speak(1);
  expect(seen.sent).toBe(21);
});

it("holds back from a reader that starts to report late until it has reported almost everything sent", () => {
  const { seen, speak, tell } = pacerOf();
  speak(20);
  expect(seen.sent).toBe(20);
  tell(1);
  speak(5);
  tell(17.5);
  expect(seen.sent).toBe(20);
  tell(18.5);
  expect(seen.sent).toBe(21);
});

it("clamps a report of more than was sent, or of less than before", () => {
  const { seen, pacer, speak, tell } = pacerOf();
  tell(0);
  speak(10);
  tell(Number.MAX_SAFE_INTEGER);
  expect(seen.sent).toBe(4);
  tell(1);
  tell(1);
  tell(0);
  expect(seen.sent).toBe(4);
  tell(1);
  expect(seen.sent).toBe(5);
  speak(1_000);
  expect([pacer.held / second, seen.dropped, seen.tooSlow]).toEqual([300, 705, 0]);
});

it("accepts a reader that began counting before the pacer existed", () => {
  const { seen, speak, tell } = pacerOf();
  speak(2);
  tell(700);
  speak(5);
  expect(seen.sent).toBe(4);
  tell(701);
  expect(seen.sent).toBe(5);
});

it("expects reports for a second when the previous reader made them", () => {
  const { clock, seen, pacer, speak } = pacerOf({ tells: true });
  speak(20);
  clock.nowMs += 1_000;
  pacer.heard(clock.nowMs);
  expect(seen.sent).toBe(2);
  clock.nowMs += 1;
  pacer.heard(clock.nowMs);
  expect(seen.sent).toBe(20);
});

/** Frames of a reader that reports nothing, one in each `everyMs`. */
const framesOf = ({ clock, pacer }: ReturnType<typeof pacerOf>, { everyMs, forMs }: { everyMs: number; forMs: number }) => {
  for (let at = 0; at < forMs; at += everyMs) {
    clock.nowMs += everyMs;
    pacer.heard(clock.nowMs);
  }
};

it.each([
  ["steadily", 20, 8_000],
  ["every ten seconds, as one without a microphone", 10_000, 40_000],
])("treats a reader that reported once and then only sends %s as one that reports nothing, until it reports again", (_, everyMs, forMs) => {
  const reader = pacerOf();
  const { seen, pacer, speak, tell } = reader;
  tell(0);
  speak(20);
  framesOf(reader, { everyMs, forMs });
  expect(seen.sent).toBe(2);
  framesOf(reader, { everyMs, forMs: everyMs });
  expect([seen.sent, pacer.held]).toEqual([20, 0]);
  speak(5);
  expect(seen.sent).toBe(25);
  tell(23);
  speak(2);
  expect(seen.sent).toBe(25);
  tell(25);
  expect(seen.sent).toBe(27);
});

it("waits for reports the same time in total, whatever is dropped in between", () => {
  const reader = pacerOf();
  const { seen, pacer, speak, tell } = reader;
  tell(0);
  for (let turn = 0; turn < 4; turn++) {
    speak(10);
    framesOf(reader, { everyMs: 20, forMs: 2_000 });
    pacer.drop();
    framesOf(reader, { everyMs: 20, forMs: 60_000 });
  }
  expect(seen.sent).toBe(2);
  speak(10);
  framesOf(reader, { everyMs: 20, forMs: 20 });
  expect(seen.sent).toBe(12);
});

it.each([
  ["told of far more than was sent before it was sent anything", [1_000_000, 2, 2]],
  ["begins to count anew with each turn", [2, 1, 2, 1, 2, 1]],
])("waits as long for a reader that %s, and keeps reporting", (_, counts) => {
  const reader = pacerOf();
  const { seen, pacer, speak, tell } = reader;
  tell(counts[0] ?? 0);
  for (const count of counts.slice(1)) {
    speak(2);
    tell(count);
  }
  speak(10);
  const before = seen.sent;
  for (let at = 0; at < 40; at++) {
    framesOf(reader, { everyMs: 20, forMs: 200 });
    tell(counts.at(-1) ?? 0);
  }
  expect([seen.sent, pacer.held > 0]).toEqual([before, true]);
  framesOf(reader, { everyMs: 20, forMs: 20 });
  expect(pacer.held).toBe(0);
  tell(seen.sent);
  speak(5);
  for (let at = 0; at < 50; at++) {
    framesOf(reader, { everyMs: 20, forMs: 200 });
    tell(seen.sent - 2);
  }
  expect(pacer.held / second).toBe(3);
});

it("keeps a reader that restarts its count once and then reports on at two seconds", () => {
  const reader = pacerOf();
  const { seen, pacer, speak, tell } = reader;
  tell(10);
  tell(0);
  speak(40);
  for (let at = 0.25; at <= 20; at += 0.25) {
    framesOf(reader, { everyMs: 20, forMs: 500 });
    tell(at);
  }
  expect([seen.sent, pacer.held / second]).toEqual([22, 18]);
});

it("keeps the pace of speech for a reader that stops giving signs of life", () => {
  const { clock, seen, pacer, speak } = pacerOf();
  clock.nowMs += 60_000;
  pacer.heard(clock.nowMs);
  speak(40);
  expect(seen.sent).toBe(30);
  for (let at = 0; at < 10; at++) {
    clock.nowMs += 1_000;
    speak(1);
  }
  expect([seen.sent, pacer.held / second, seen.dropped]).toEqual([40, 10, 0]);
});

it("never lets a short piece overtake a waiting long one", () => {
  const { clock, seen, pacer, speak } = pacerOf();
  for (let half = 0; half < 2; half++) {
    speak(30);
    pacer.heard(clock.nowMs);
  }
  pacer.push(new Uint8Array(5 * second), clock.nowMs);
  clock.nowMs += 2_000;
  speak(1);
  expect(seen.sent).toBe(60);
  clock.nowMs += 3_000;
  pacer.heard(clock.nowMs);
  expect([seen.sent, pacer.held / second]).toEqual([65, 1]);
});

it("keeps waiting for a reader that reports that nothing has arrived, or that falls silent", () => {
  const reader = pacerOf();
  const { clock, seen, pacer, speak, tell } = reader;
  tell(0);
  speak(20);
  for (let at = 0; at < 60; at++) {
    framesOf(reader, { everyMs: 20, forMs: 5_000 });
    tell(0);
  }
  expect(seen.sent).toBe(2);
  clock.nowMs += 60_000;
  for (let at = 0; at < 100; at++) pacer.heard(clock.nowMs);
  expect(seen.sent).toBe(2);
});

it.each([
  ["who tells what comes", true],
  ["who tells nothing", false],
])("loses nothing in a gap of half a minute of a reader %s, and gives up on either at the same time", (_, tells) => {
  const { clock, seen, pacer, speak, tell } = pacerOf();
  const alive = () => (tells ? tell(seen.sent) : pacer.heard(clock.nowMs));
  alive();
  clock.nowMs += 3_000;
  speak(40);
  expect([seen.dropped, seen.tooSlow]).toEqual([0, 0]);
  for (let at = 0; at < 40; at++) alive();
  expect(seen.sent).toBe(40);
  clock.nowMs += 20_000;
  alive();
  clock.nowMs += 3_000;
  for (let at = 0; seen.tooSlow === 0 && at < 200; at++) speak(1);
  expect(seen.dropped).toBe(21);
  expect(seen.sent + pacer.held / second - 40).toBe(43);
});

it("flushes at the end, unless a reporting reader no longer wants it", () => {
  for (const [isWanted, tells, sent] of [
    [true, true, 10],
    [false, true, 2],
    [false, false, 40],
  ] as const) {
    const { clock, seen, pacer, speak, tell } = pacerOf();
    if (tells) tell(0);
    speak(tells ? 10 : 40);
    pacer.drain(clock.nowMs, isWanted);
    expect(seen.sent).toBe(sent);
  }
});
