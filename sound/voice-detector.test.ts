import { describe, expect, it } from "vitest";
import { staleAmong } from "../scripts/documents/generated.ts";
import { clips, hear, measureAlone, measureErrors, median, type Segment } from "./testing/accuracy.ts";
import { detectorDocument } from "./testing/detector-page.ts";
import { atLevel, bytesOf, noisy, place, rate, seeded, white } from "./testing/spoken.ts";
import { loudestDb } from "./level.ts";
import { VoiceDetector } from "./voice-detector.ts";

const errors = measureErrors();
const alone = measureAlone();
const silence = (seconds: number) => new Int16Array(seconds * rate);

it("finds docs/detector.md up to date (npm run documents makes it)", async () => {
  expect(await staleAmong([await detectorDocument({ errors, alone })])).toEqual([]);
});

describe("speech in noise", () => {
  it.each(errors)("at $speechDb dB is found with its gaps, in $noise $snrDb dB under it", ({ noise, snrDb, errors: it }) => {
    const isTyping = noise === "key clicks";
    expect([it.missed, it.strays]).toEqual([0, 0]);
    // Between two keystrokes there may be no quiet that is long enough.
    expect(it.joined).toBeLessThanOrEqual(isTyping ? 1 : 0);
    expect(median(it.starts)).toBeLessThanOrEqual(20);
    expect(median(it.gaps)).toBeLessThanOrEqual(snrDb >= 20 ? 40 : 100);
    // A soft consonant at the edge of a word drowns in loud noise, and a click there is no edge of a word.
    expect(Math.max(...it.gaps)).toBeLessThanOrEqual(isTyping ? 380 : snrDb >= 30 ? 160 : 260);
  });
});

it("hears the same, however the sound is cut into frames", () => {
  const samples = noisy(place([clips[0]!.subarray(0, rate), clips[1]!.subarray(0, rate)], [700]).samples, white(20), -60);
  const news: string[][] = [];
  for (const sizes of [[640], [1, 2, 3, 637, 5, 4, 319, 321, 6]]) {
    const heard: string[] = [];
    const detector = new VoiceDetector({ began: (ms) => heard.push(`from ${ms}`), ended: (ms) => heard.push(`to ${ms}`) });
    for (let at = 0, frame = 0; at < samples.length; frame++) {
      const end = at + sizes[frame % sizes.length]!;
      detector.push(bytesOf(samples.subarray(at, end)));
      at = end;
    }
    news.push(heard);
  }
  expect(news[0]).not.toEqual([]);
  expect(news[1]).toEqual(news[0]);
});

describe("no false speech", () => {
  it.each(alone)("in $noise alone at $db dB", ({ speechMs }) => {
    expect(speechMs).toBe(0);
  });

  it("in noise that a gain control turns up by 20 dB", () => {
    const noise = white(3);
    const samples = silence(30);
    for (let at = 0; at < samples.length; at++) samples[at] = 32_768 * 10 ** ((-60 + (20 * at) / samples.length) / 20) * noise();
    expect(hear(samples)).toEqual([]);
  });

  it("in keyboard clicks", () => {
    const [noise, random] = [white(4), seeded(5)];
    const samples = noisy(silence(20), white(6), -65);
    for (let at = rate; at < samples.length - rate; at += Math.round((0.12 + 0.2 * random()) * rate)) {
      for (let click = 0; click < 0.012 * rate; click++) samples[at + click] = 6_000 * Math.exp(-click / 40) * noise();
    }
    expect(hear(samples)).toEqual([]);
  });

  it("in digital silence, nor in room noise that returns after it", () => {
    const samples = noisy(silence(15), white(10), -45);
    samples.fill(0, 5 * rate + 100, 10 * rate + 130);
    expect(hear(samples)).toEqual([]);
  });

  it("in the interviewer's own voice coming back from a loudspeaker, from the first word on", () => {
    for (const lossDb of [13, 20, 30, 45]) {
      const echo = noisy(silence(20), white(7), -68);
      const voice = atLevel(clips[0]!, -20 - lossDb);
      for (let at = 0; at < voice.length; at++) echo[0.3 * rate + at]! += voice[at]!;
      const interviewerDb = loudestDb(bytesOf(voice), rate) + lossDb;
      expect(hear(echo)).not.toEqual([]);
      expect(hear(echo, { interviewerDb })).toEqual([]);
    }
  });
});

describe("over an interviewer at full volume who has been speaking for a while", () => {
  const interviewerDb = -9;
  const within = (samples: Int16Array, ms: number) => hear(samples, { interviewerDb }).find((it) => it.endMs > ms)!.beginMs - ms;
  const over = (background: Int16Array, ms: number, speech: Int16Array) => {
    const samples = Int16Array.from(background);
    for (let at = 0; at < speech.length; at++) samples[(ms * rate) / 1_000 + at]! += speech[at]!;
    return samples;
  };

  it.each([-18, -22, -26, -30])("hears a candidate at %d dB on a headset", (db) => {
    for (const clip of clips) {
      const samples = over(noisy(silence(16), white(18), -66), 2_000, atLevel(clip, db));
      expect(within(samples, 2_000)).toBeLessThanOrEqual(300);
    }
  });

  it("hears a candidate beside a loudspeaker, and not the loudspeaker", () => {
    const echo = over(noisy(silence(16), white(19), -66), 0, atLevel(clips[0]!, -45));
    expect(hear(echo, { interviewerDb })).toEqual([]);
    for (const clip of clips.slice(1)) expect(within(over(echo, 4_000, atLevel(clip, -22)), 4_000)).toBeLessThanOrEqual(1_100);
  });
});

describe("between stretches of digital zero, as from a gated microphone", () => {
  const from = (ms: number, value: (at: number) => number) => Int16Array.from({ length: (ms * rate) / 1_000 }, (_, at) => value(at));
  const sine = (hz: number, at: number) => Math.sin((2 * Math.PI * hz * at) / rate);
  const noise = white(14);
  const sounds: Record<string, (ms: number) => Int16Array> = {
    "a tone": (ms) => from(ms, (at) => 8_000 * sine(300, at)),
    "a rush": (ms) => from(ms, () => 3_000 * noise()),
    syllables: (ms) => from(ms, (at) => 9_000 * (0.55 + 0.45 * sine(4, at)) * sine(200, at)),
    speech: (ms) => clips[0]!.subarray(0, (ms * rate) / 1_000),
  };
  const spans = [
    { beginMs: 3_000, endMs: 6_000 },
    { beginMs: 8_000, endMs: 11_000 },
    { beginMs: 12_000, endMs: 12_600 },
  ];
  const sounded = (sound: (ms: number) => Int16Array) => {
    const samples = silence(15);
    for (const { beginMs, endMs } of spans) samples.set(sound(endMs - beginMs), (beginMs * rate) / 1_000);
    return samples;
  };

  it.each(Object.entries(sounds))("hears %s from beginning to end, repeatedly, and over the interviewer", (name, sound) => {
    const samples = sounded(sound);
    for (const interviewerDb of [-Infinity, -38]) {
      const heard = hear(samples, { interviewerDb });
      const within = spans.map((span) => heard.filter((it) => it.beginMs < span.endMs && it.endMs > span.beginMs));
      expect(within.flat()).toEqual(heard);
      // Real speech has pauses of its own, and while the interviewer is audible it takes 300 ms without one.
      if (name !== "speech") expect(heard.length).toBe(spans.length);
      for (const [at, span] of spans.entries()) {
        const isBroken = name === "speech" && interviewerDb > -Infinity;
        expect(Math.abs(within[at]![0]!.beginMs - span.beginMs)).toBeLessThanOrEqual(isBroken ? 400 : 20);
        if (name !== "speech") expect(Math.abs(within[at]![0]!.endMs - span.endMs)).toBeLessThanOrEqual(20);
      }
    }
  });

  it("mistakes room noise that appears afterwards for speech for a second at most, then hears speech in it", () => {
    for (const db of [-70, -60, -48]) {
      const samples = silence(12);
      samples.set(noisy(silence(9), white(15), db), 3 * rate);
      samples.set(noisy(atLevel(clips[1]!, -20).subarray(0, 2 * rate), white(16), db), 8 * rate);
      const heard = hear(samples);
      const before = heard.filter((it) => it.beginMs < 7_900);
      expect(before.every((it) => it.endMs <= 4_100)).toBe(true);
      if (db < -50) expect(before).toEqual([]);
      expect(Math.abs(heard[before.length]!.beginMs - 8_000)).toBeLessThanOrEqual(40);
    }
  });

  it("recognises a loud machine as noise after ten seconds", () => {
    const samples = silence(20);
    samples.set(noisy(silence(16), white(17), -30), 3 * rate);
    const heard = hear(samples);
    expect(heard.map((it) => it.beginMs)).toEqual([3_000]);
    expect(heard[0]!.endMs).toBeLessThanOrEqual(14_000);
  });
});

it("hears the same however the sound is cut, and from an odd offset", () => {
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

it("adapts to a louder room within a second and a half and ends the false speech", () => {
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

describe("over a room at -66 dB", () => {
  const over = (seconds: number, spans: readonly [fromMs: number, ms: number, db: number][]) => {
    const samples = noisy(silence(seconds), white(21), -66);
    for (const [fromMs, ms, db] of spans) {
      const sound = noisy(new Int16Array((ms * rate) / 1_000), white(fromMs), db);
      for (let at = 0; at < sound.length; at++) samples[(fromMs * rate) / 1_000 + at]! += sound[at]!;
    }
    return samples;
  };

  it("ends speech at the last sound it received when stopped", () => {
    const ends: number[] = [];
    const detector = new VoiceDetector({ began: () => {}, ended: (ms) => ends.push(ms) });
    detector.push(bytesOf(over(1.5, [[1_000, 500, -30]])));
    expect(detector.isSpeech).toBe(true);
    detector.stop();
    detector.stop();
    expect([ends, detector.isSpeech]).toEqual([[1_500], false]);
  });

  it("needs a louder voice while the interviewer is audible than in silence", () => {
    const soft = over(6, [[3_000, 900, -56]]);
    expect(hear(soft).map(({ beginMs }) => beginMs)).toEqual([3_000]);
    expect(hear(soft, { interviewerDb: -55 })).toEqual([]);
    expect(hear(over(6, [[3_000, 900, -46]]), { interviewerDb: -55 })).not.toEqual([]);
  });

  it("joins syllables into one voice over the interviewer only when they are at most 80 ms apart", () => {
    const syllables = (gapMs: number) =>
      Array.from({ length: 8 }, (_, at) => [3_000 + at * (120 + gapMs), 120, -30] as [number, number, number]);
    expect(hear(over(8, syllables(60)), { interviewerDb: -50 })).not.toEqual([]);
    expect(hear(over(8, syllables(160)), { interviewerDb: -50 })).toEqual([]);
  });

  it("counts a whisper as one across pauses of a second", () => {
    const whispers = (...froms: number[]) => {
      const detector = new VoiceDetector({ began: () => expect.unreachable(), ended: () => {} });
      detector.push(
        bytesOf(
          over(
            (froms.at(-1)! + 700) / 1_000,
            froms.map((from) => [from, 700, -64]),
          ),
        ),
      );
      return detector.undecidedMs;
    };
    expect(Math.abs(whispers(3_000, 4_200, 5_600) - 3_300)).toBeLessThanOrEqual(100);
    expect(Math.abs(whispers(3_000, 4_200, 6_400) - 700)).toBeLessThanOrEqual(100);
  });
});
