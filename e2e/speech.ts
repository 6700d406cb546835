import { readFileSync } from "node:fs";

/** 20 ms at 16 kHz, the rate of both the fixture and the wire. The bins of its spectrum are 50 Hz apart. */
const frameSamples = 320;
/** The bins between which the bands of speech lie, from 100 Hz to 4 kHz. */
const bandEdges = [2, 6, 10, 16, 24, 36, 54, 80];
/** Above the noise of any microphone, so that silence is equally loud everywhere. */
const floor = 1e5;

const hann = Array.from({ length: frameSamples }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (frameSamples - 1)));
const turn = Array.from({ length: frameSamples }, (_, at) => (2 * Math.PI * at) / frameSamples);
const [cosines, sines] = [turn.map(Math.cos), turn.map(Math.sin)];

const powerAt = (bin: number, frame: number[]): number => {
  let real = 0;
  let imaginary = 0;
  frame.forEach((sample, at) => {
    const angle = (bin * at) % frameSamples;
    real += sample * (cosines[angle] ?? 0);
    imaginary += sample * (sines[angle] ?? 0);
  });
  return real * real + imaginary * imaginary;
};

/** The logarithm of each band's power, for every 20 ms of PCM16 at 16 kHz. */
export const bandsOf = (pcm: Int16Array): number[][] =>
  Array.from({ length: Math.floor(pcm.length / frameSamples) }, (_, index) => {
    const frame = Array.from(pcm.subarray(index * frameSamples, (index + 1) * frameSamples), (sample, at) => sample * (hann[at] ?? 0));
    return bandEdges.slice(1).map((end, band) => {
      const begin = bandEdges[band] ?? 0;
      const powers = Array.from({ length: end - begin }, (_, at) => powerAt(begin + at, frame));
      return Math.log(powers.reduce((sum, it) => sum + it, floor));
    });
  });

/** Samples and rate (Hz) of a mono PCM16 WAV with the plain 44-byte header. */
export const readWav = (path: string): { pcm: Int16Array; rate: number } => {
  const file = readFileSync(path);
  const data = file.indexOf("data") + 8;
  return {
    pcm: new Int16Array(file.buffer.slice(file.byteOffset + data, file.byteOffset + data + file.readUInt32LE(data - 4))),
    rate: file.readUInt32LE(24),
  };
};

/**
 * The frames of a list as one vector, each band centred on its mean, the whole scaled to length 1. The product of two such vectors is their
 * correlation.
 */
const normalised = (frames: number[][]): number[] => {
  const means = bandEdges.slice(1).map((_, band) => frames.reduce((sum, frame) => sum + (frame[band] ?? 0), 0) / frames.length);
  const flat = frames.flatMap((frame) => frame.map((value, band) => value - (means[band] ?? 0)));
  const length = Math.hypot(...flat);
  return length === 0 ? flat : flat.map((value) => value / length);
};

const windowFrames = 125;
const windowsOf = (bands: number[][], every: number): number[][] =>
  Array.from({ length: Math.max(0, Math.ceil((bands.length - windowFrames) / every)) }, (_, at) =>
    normalised(bands.slice(at * every, at * every + windowFrames)),
  );

/**
 * How similar a recording is to what was spoken: the correlation of band loudness over time. 1 is identical, and gain control changes
 * little. Takes the 2.5 s heard that match 2.5 s of what was spoken best, because on a busy machine Chromium's fake microphone has gaps.
 */
export const likeness = (spoken: number[][], heard: number[][]): number => {
  const places = windowsOf(spoken, 1);
  const product = (one: number[], other: number[]) => one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  return Math.max(0, ...windowsOf(heard, 10).map((it) => Math.max(...places.map((place) => product(place, it)))));
};
