import { quantile } from "../statistics.ts";

export type Measures = { seconds: number; peakDb: number; rmsDb: number; pitchHz: number; clicks: number };

const frameMs = 40;
const everyFrame = 5;

/**
 * PCM16 little-endian, mono, at `rate` Hz. Levels are dBFS; the pitch is the median of voiced 40 ms frames, five of them a second;
 * a click is a step between two samples that is twelve times the level of the 20 ms around it (a single stray sample makes 22, a hiss 8).
 */
export const measure = (pcm: Buffer, rate: number): Measures => {
  const samples = Float64Array.from({ length: Math.floor(pcm.length / 2) }, (_, at) => pcm.readInt16LE(at * 2));
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return {
    seconds: samples.length / rate,
    peakDb: decibels(peak),
    rmsDb: decibels(Math.sqrt(energy / samples.length)),
    pitchHz: quantile(pitches(samples, rate), 0.5) || 0,
    clicks: clicksIn(samples, rate),
  };
};

const decibels = (amplitude: number) => 20 * Math.log10(amplitude / 32_768);

const quietestClick = 1000;

const clicksIn = (samples: Float64Array, rate: number) => {
  const reach = Math.round(rate / 100);
  const isClick = (sample: number, at: number) => {
    const step = Math.abs(sample - (samples[at - 1] ?? sample));
    if (step < quietestClick) return false;
    const around = samples.subarray(Math.max(0, at - reach), at + reach);
    return step > 12 * Math.sqrt(around.reduce((sum, near) => sum + near * near, 0) / around.length);
  };
  return samples.reduce((count, sample, at) => count + (isClick(sample, at) ? 1 : 0), 0);
};

const pitches = (samples: Float64Array, rate: number): number[] => {
  const length = Math.round((rate * frameMs) / 1000);
  const found: number[] = [];
  for (let at = 0; at + 2 * length < samples.length; at += everyFrame * length) {
    const pitch = pitchAt(samples, at, length, rate);
    if (pitch !== null) found.push(pitch);
  }
  return found;
};

/** Normalised autocorrelation between 60 and 400 Hz; null when nothing repeats clearly. */
const pitchAt = (samples: Float64Array, at: number, length: number, rate: number): number | null => {
  let best = { lag: 0, match: 0 };
  for (let lag = Math.floor(rate / 400); lag <= rate / 60; lag++) {
    let product = 0;
    let here = 0;
    let there = 0;
    for (let i = at; i < at + length; i++) {
      const a = samples[i] ?? 0;
      const b = samples[i + lag] ?? 0;
      product += a * b;
      here += a * a;
      there += b * b;
    }
    const match = product / Math.sqrt(here * there + 1);
    if (match > best.match + 0.02) best = { lag, match };
  }
  return best.match > 0.7 ? rate / best.lag : null;
};
