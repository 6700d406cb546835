import { describe, expect, it } from "vitest";
import { atLevel, bytesOf, clip, hum, type Noise, noisy, pink, place, rate, seeded, white } from "./testing/spoken.ts";
import { VoiceDetector } from "./voice-detector.ts";

const clips = ["greeting", "proud", "disagreement", "mistake", "decision", "learning", "month", "priorities", "closing"].map(clip);
const gapsMs = [300, 500, 800, 1_200, 2_000, 3_000, 5_000, 700];
const frameBytes = 1_280;

type Segment = { beginMs: number; endMs: number };

const hear = (samples: Int16Array, { echoDb = -Infinity } = {}): Segment[] => {
  const segments: Segment[] = [];
  const detector = new VoiceDetector({
    began: (beginMs) => segments.push({ beginMs, endMs: Infinity }),
    ended: (endMs) => (segments.at(-1)!.endMs = endMs),
  });
  detector.echoDb = echoDb;
  const bytes = bytesOf(samples);
  for (let at = 0; at < bytes.length; at += frameBytes) detector.push(bytes.subarray(at, at + frameBytes));
  return segments;
};

const median = (values: number[]) => values.toSorted((one, other) => one - other)[values.length >> 1]!;
const silence = (seconds: number) => new Int16Array(seconds * rate);

/** Where the nine clips were heard: how far off their starts and the gaps between them are, in ms. */
const errorsOf = (speechDb: number, noise: Noise, snrDb: number) => {
  const { samples, spans } = place(
    clips.map((it) => atLevel(it, speechDb)),
    gapsMs,
  );
  const segments = hear(noisy(samples, noise, speechDb - snrDb));
  const heard = spans.map((span) => segments.filter((it) => it.beginMs < span.endMs && it.endMs > span.beginMs));
  const found = heard.filter((it) => it.length > 0);
  const starts = found.map((it, index) => Math.abs(it[0]!.beginMs - spans[index]!.beginMs));
  const gaps = gapsMs.map((ms, index) => Math.abs(heard[index + 1]![0]!.beginMs - heard[index]!.at(-1)!.endMs - ms));
  const strays = segments.filter((it) => !spans.some((span) => it.beginMs < span.endMs + 200 && it.endMs > span.beginMs - 200));
  return { missed: spans.length - found.length, strays: strays.length, starts, gaps };
};

const noises = { white: () => white(1), pink: () => pink(2), "50 Hz hum": () => hum(50), "100 Hz hum": () => hum(100) };

describe.each(Object.entries(noises))("in %s", (_, noise) => {
  describe.each([-14, -20, -45])("speech at %d dB", (speechDb) => {
    it.each([40, 30, 20, 15, 10])("is found with its gaps at %d dB over the noise", (snrDb) => {
      const { missed, strays, starts, gaps } = errorsOf(speechDb, noise(), snrDb);
      expect({ missed, strays }).toEqual({ missed: 0, strays: 0 });
      expect(median(starts)).toBeLessThanOrEqual(20);
      expect(median(gaps)).toBeLessThanOrEqual(snrDb >= 20 ? 40 : 100);
      // A soft consonant at the edge of a word drowns in loud noise.
      expect(Math.max(...gaps)).toBeLessThanOrEqual(snrDb >= 30 ? 160 : 260);
    });
  });
});

describe("no speech is heard", () => {
  it.each(Object.entries(noises).flatMap(([name, noise]) => [-70, -50, -30].map((db) => ({ name, noise, db }))))(
    "in $name alone at $db dB",
    ({ noise, db }) => {
      expect(hear(noisy(silence(20), noise(), db))).toEqual([]);
    },
  );

  it("in a gain control that turns the noise up by 20 dB", () => {
    const noise = white(3);
    const samples = silence(30);
    for (let at = 0; at < samples.length; at++) samples[at] = 32_768 * 10 ** ((-60 + (20 * at) / samples.length) / 20) * noise();
    expect(hear(samples)).toEqual([]);
  });

  it("in the clicks of a keyboard", () => {
    const [noise, random] = [white(4), seeded(5)];
    const samples = noisy(silence(20), white(6), -65);
    for (let at = rate; at < samples.length - rate; at += Math.round((0.12 + 0.2 * random()) * rate)) {
      for (let click = 0; click < 0.012 * rate; click++) samples[at + click] = 6_000 * Math.exp(-click / 40) * noise();
    }
    expect(hear(samples)).toEqual([]);
  });

  it("in digital silence, nor in the room's noise that comes back after it", () => {
    const samples = noisy(silence(15), white(10), -45);
    samples.fill(0, 5 * rate + 100, 10 * rate + 130);
    expect(hear(samples)).toEqual([]);
  });

  it("in the interviewer's own voice that comes back 20 dB under the candidate's, while it is expected", () => {
    const echo = noisy(place([atLevel(clips[0]!, -62)], []).samples, white(7), -68);
    expect(hear(echo)).not.toEqual([]);
    expect(hear(echo, { echoDb: -60 })).toEqual([]);
  });
});

it("hears the same however the sound is cut, from an odd offset too", () => {
  const { samples } = place(clips.slice(0, 2), [900]);
  const whole = hear(samples);
  const bytes = new Uint8Array(samples.byteLength + 1);
  bytes.set(bytesOf(samples), 1);
  const segments: Segment[] = [];
  const detector = new VoiceDetector({
    began: (beginMs) => segments.push({ beginMs, endMs: Infinity }),
    ended: (endMs) => (segments.at(-1)!.endMs = endMs),
  });
  for (let at = 1, size = 2; at < bytes.length; at += size, size = (size % 1_500) + 2) {
    detector.push(bytes.subarray(at, Math.min(bytes.length, at + size)));
  }
  expect(segments).toEqual(whole);
  expect(detector.heardMs).toBe(Math.floor(((samples.length / rate) * 1_000) / 20) * 20);
});

it("learns a louder room within a second and a half and ends what it took for speech", () => {
  const samples = noisy(silence(12), white(8), -60);
  samples.set(noisy(silence(8), white(9), -48), 4 * rate);
  const segments = hear(samples);
  expect(segments.length).toBeLessThanOrEqual(1);
  expect(segments.every((it) => it.endMs - it.beginMs <= 1_500)).toBe(true);
});

it("hears soft speech as soon as the room has fallen silent", () => {
  const samples = noisy(silence(8), white(11), -35);
  samples.set(noisy(silence(4), white(12), -70), 4 * rate);
  const speech = noisy(atLevel(clips[1]!, -40).subarray(0, 3 * rate), white(13), -70);
  samples.set(speech, 4.1 * rate);
  const [first] = hear(samples);
  expect(Math.abs((first?.beginMs ?? 0) - 4_100)).toBeLessThanOrEqual(40);
});
