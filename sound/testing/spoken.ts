import { readFileSync } from "node:fs";
import { SpeechResampler } from "../speech-resampler.ts";

export const rate = 16_000;

const fromMuLaw = (byte: number): number => {
  const code = ~byte & 0xff;
  const magnitude = (((code & 0x0f) << 3) + 0x84) << ((code & 0x70) >> 4);
  return code & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
};

const dataOf = (wav: Buffer): Buffer => {
  const at = wav.indexOf("data", 12, "latin1");
  return wav.subarray(at + 8, at + 8 + wav.readUInt32LE(at + 4));
};

/** A committed clip (µ-law, 24 kHz) as 16 kHz samples, without the silence at its ends. */
export const clip = (name: string): Int16Array => {
  const wav = readFileSync(new URL(`../../simulator/speech/${name}.wav`, import.meta.url));
  const pcm = Int16Array.from(dataOf(wav), fromMuLaw);
  const samples = Int16Array.from(new SpeechResampler().push(pcm));
  const isLoud = (sample: number) => Math.abs(sample) > 300;
  return samples.subarray(samples.findIndex(isLoud), samples.findLastIndex(isLoud) + 1);
};

const powerOf = (samples: ArrayLike<number>): number => {
  let sum = 0;
  for (let at = 0; at < samples.length; at++) sum += samples[at]! ** 2;
  return sum / samples.length;
};

/** A seeded generator of 0…1 (mulberry32). */
export const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** Gives one sample per call, with a power of 1. */
export type Noise = () => number;

export const white = (seed: number): Noise => {
  const random = seeded(seed);
  return () => (random() + random() + random() + random() - 2) * Math.sqrt(3);
};

/** Voss–McCartney: octaves of white noise, each held twice as long as the one before. */
export const pink = (seed: number): Noise => {
  const octaves = 10;
  const source = white(seed);
  const held = Array.from({ length: octaves }, source);
  let at = 0;
  return () => {
    at++;
    for (let octave = 0; octave < octaves; octave++) if (at % 2 ** octave === 0) held[octave] = source();
    return held.reduce((sum, it) => sum + it, 0) / Math.sqrt(octaves);
  };
};

export const hum = (hz: number): Noise => {
  let at = 0;
  return () => Math.SQRT2 * Math.sin((2 * Math.PI * hz * at++) / rate);
};

/** The rush of air, low-passed at 400 Hz, over the tone of the blades and its octave. */
export const fan = (seed: number): Noise => {
  const [source, blades, octave] = [white(seed), hum(120), hum(240)];
  const pass = 0.85;
  let air = 0;
  return () => {
    air = pass * air + source();
    return Math.sqrt(0.7 * (1 - pass ** 2)) * air + Math.sqrt(0.2) * blades() + Math.sqrt(0.1) * octave();
  };
};

/** Typing: a burst of 12 ms every 120–320 ms, with a power of 1 over 20 ms, in a room 40 dB below it. */
export const keys = (seed: number): Noise => {
  const [source, random] = [white(seed), seeded(seed + 1)];
  const [burst, decay] = [0.012 * rate, 40];
  const loudest = Math.sqrt((2 * 0.02 * rate) / decay);
  let since = 0;
  let next = 0;
  return () => {
    if (since++ >= next) [since, next] = [0, Math.round((0.12 + 0.2 * random()) * rate)];
    return source() * Math.max(0.01, since < burst ? loudest * Math.exp(-since / decay) : 0);
  };
};

type Placed = { samples: Int16Array; spans: { beginMs: number; endMs: number }[] };

/** Clips one after another with `gapsMs` between them, and a second of silence before and after. */
export const place = (clips: Int16Array[], gapsMs: number[]): Placed => {
  const spans: Placed["spans"] = [];
  let atMs = 1_000;
  for (const [index, it] of clips.entries()) {
    const endMs = atMs + (it.length / rate) * 1_000;
    spans.push({ beginMs: atMs, endMs });
    atMs = Math.round(endMs + (gapsMs[index] ?? 1_000));
  }
  const samples = new Int16Array(Math.ceil((atMs / 1_000) * rate));
  for (const [index, it] of clips.entries()) samples.set(it, Math.round((spans[index]!.beginMs / 1_000) * rate));
  return { samples, spans };
};

/** Adds noise at a level in dB of full scale. */
export const noisy = (samples: Int16Array, noise: Noise, levelDb: number): Int16Array => {
  const gain = 32_768 * 10 ** (levelDb / 20);
  return samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample + gain * noise()))));
};

/** The samples at an RMS level in dB of full scale. */
export const atLevel = (samples: Int16Array, levelDb: number): Int16Array => {
  const gain = (32_768 * 10 ** (levelDb / 20)) / Math.sqrt(powerOf(samples));
  return samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))));
};

export const bytesOf = (samples: Int16Array): Uint8Array => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
