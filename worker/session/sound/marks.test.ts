import { expect, it } from "vitest";
import { Relay } from "./relay.ts";

const frameMs = 20;
const tone = (level: number) => (at: number) => level * Math.sin(at / 12);
const frame = (atMs: number, isSpeech: boolean) => {
  const level = isSpeech ? (atMs % 240 < 160 ? 8_000 : 1_500) : 20;
  return new Uint8Array(Int16Array.from({ length: 16 * frameMs }, (_, at) => tone(level)(16 * atMs + at)).buffer);
};
/** The interviewer's sound, 24 kHz. */
const spoken = (ms: number) => new Uint8Array(48 * ms);
const isWithin = ([fromMs, toMs]: readonly [number, number], atMs: number) => fromMs <= atMs && atMs < toMs;

type Happening = { atMs: number; does: () => void };

/**
 * Ten seconds between a client and the relay. The client's frames and marks arrive `lateMs` late, in bursts of that length; what the relay
 * sends arrives at once. The interviewer speaks for 3 s from 1 s on and is heard 200 ms later. The candidate speaks from 5 s to 7 s. Then
 * comes a question of 4 s, which they interrupt at 9 s, and which is dropped as soon as the relay hears of that.
 */
const interview = ({ lateMs, isMarking = true }: { lateMs: number; isMarking?: boolean }) => {
  const clock = { nowMs: 0 };
  const placed: unknown[] = [];
  let dropped: unknown = null;
  const relay: Relay = new Relay({
    toClient: () => {},
    tooSlow: () => {},
    tell: ({ type }) => {
      if (type !== "voice.began" || clock.nowMs < 8_000 || dropped !== null) return;
      dropped = relay.interrupt();
    },
    spoken: () => {},
    marked: () => placed.push(relay.meter.turn(relay.speech.hearing.soundMs)),
    now: () => clock.nowMs,
    times: null,
  });
  relay.listen(24_000);
  relay.meter.join(0);
  relay.speech.begin();
  relay.connect(() => {}, "manual");
  relay.open();

  const happenings: Happening[] = [];
  const arrives = (atMs: number) => (lateMs === 0 ? atMs : Math.ceil((atMs + 1) / lateMs) * lateMs);
  const up = (atMs: number, does: () => void) => happenings.push({ atMs: arrives(atMs), does });
  const marks = new Map([
    [1_200, true],
    [4_200, false],
    [8_000, true],
  ]);
  for (let atMs = 0; atMs < 10_000; atMs += frameMs) {
    const isAudible = marks.get(atMs);
    if (isMarking && isAudible !== undefined) up(atMs, () => relay.mark({ capturedSamples: 16 * atMs, isAudible }));
    const isSpeech = isWithin([5_000, 7_000], atMs) || isWithin([9_000, 10_000], atMs);
    up(atMs, () => relay.up(frame(atMs, isSpeech), clock.nowMs));
  }
  const say = (atMs: number, ms: number) =>
    happenings.push({
      atMs,
      does: () => {
        relay.turnStarted();
        relay.down(spoken(ms), clock.nowMs);
        relay.turnEnded();
      },
    });
  say(1_000, 3_000);
  say(7_800, 4_000);
  for (const { atMs, does } of happenings.toSorted((one, other) => one.atMs - other.atMs)) {
    clock.nowMs = Math.max(clock.nowMs, atMs);
    does();
  }
  return { placed, dropped, said: relay.meter.take(), times: relay.meter.times };
};

it("measures the same whether or not the client's network delays its frames", () => {
  const prompt = interview({ lateMs: 0 });
  expect(prompt.placed).toEqual([
    { startMs: 1_200, endMs: 4_200, speechMs: 3_000, pauses: [], timing: "marked" },
    { startMs: 1_200, endMs: 4_200, speechMs: 3_000, pauses: [], timing: "marked" },
    { startMs: 8_000, endMs: 12_000, speechMs: 4_000, pauses: [], timing: "marked" },
  ]);
  expect(prompt.dropped).toEqual({ soundMs: 4_000, heardMs: expect.closeTo(1_300, -3) as unknown });
  for (const lateMs of [500, 2_000]) expect(interview({ lateMs })).toEqual(prompt);
});

it("cannot correct the delay of a client that marks nothing", () => {
  expect(interview({ lateMs: 2_000, isMarking: false }).dropped).not.toEqual(interview({ lateMs: 0, isMarking: false }).dropped);
});

const marking = (sentMs: number) => {
  const places: number[] = [];
  const relay: Relay = new Relay({
    toClient: () => {},
    tooSlow: () => {},
    tell: () => {},
    spoken: () => {},
    marked: () => places.push(relay.meter.turn(1)?.startMs ?? -1),
    now: () => 60_000,
    times: null,
  });
  const send = (ms: number) => {
    for (let atMs = 0; atMs < ms; atMs += frameMs) relay.up(frame(atMs, false), 60_000);
  };
  const greet = () => {
    relay.meter.join(0);
    relay.speech.begin();
    relay.open();
    relay.turnStarted();
    relay.down(spoken(1), 60_000);
  };
  relay.listen(24_000);
  greet();
  send(sentMs);
  return { relay, places, send, greet };
};

it.each([
  ["ahead of what has come", 10 * 16_000, 5_000],
  ["at no sample at all", 0, 0],
  ["at the last safe integer", Number.MAX_SAFE_INTEGER, 5_000],
])("clamps a mark %s", (_, capturedSamples, startMs) => {
  const { relay, places } = marking(5_000);
  relay.mark({ capturedSamples, isAudible: true });
  expect(places).toEqual([startMs]);
});

it("never moves a mark behind the one before, and starts over with the next client's samples", () => {
  const { relay, places, send, greet } = marking(5_000);
  relay.mark({ capturedSamples: 3 * 16_000, isAudible: true });
  relay.mark({ capturedSamples: 1 * 16_000, isAudible: false });
  relay.listen(24_000);
  greet();
  send(2_000);
  relay.mark({ capturedSamples: 16_000, isAudible: true });
  expect(places).toEqual([3_000, 2_999, 6_000]);
});

it("counts the first mark as on time when it has not counted the client's samples from the beginning", () => {
  const { relay, places, send, greet } = marking(0);
  relay.relisten(24_000, false);
  greet();
  send(3_000);
  relay.mark({ capturedSamples: 400 * 16_000, isAudible: true });
  send(1_000);
  relay.mark({ capturedSamples: 400.5 * 16_000, isAudible: false });
  expect(places.length).toBe(2);
});
