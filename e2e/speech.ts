import { readFileSync } from "node:fs";

const stepMs = 20;

/** Loudness (RMS) of each 20 ms of PCM16. */
export const envelope = (pcm: Int16Array, rate: number): number[] => {
  const size = (rate * stepMs) / 1000;
  return Array.from({ length: Math.floor(pcm.length / size) }, (_, at) => {
    const part = pcm.subarray(at * size, (at + 1) * size);
    return Math.sqrt(part.reduce((sum, it) => sum + it * it, 0) / size);
  });
};

/** Samples and rate (Hz) of a mono PCM16 WAV with the plain 44-byte header. */
export const readWav = (path: string): { pcm: Int16Array; rate: number } => {
  const file = readFileSync(path);
  const data = file.indexOf("data") + 8;
  return {
    pcm: new Int16Array(file.buffer.slice(file.byteOffset + data, file.byteOffset + data + file.readUInt32LE(data - 4))),
    rate: file.readUInt32LE(24),
  };
};

const correlation = (one: number[], other: number[]): number => {
  const mean = (of: number[]) => of.reduce((sum, it) => sum + it, 0) / of.length;
  const [meanOne, meanOther] = [mean(one), mean(other)];
  let product = 0;
  let squares = 0;
  let otherSquares = 0;
  one.forEach((value, at) => {
    const [a, b] = [value - meanOne, (other[at] ?? 0) - meanOther];
    product += a * b;
    squares += a * a;
    otherSquares += b * b;
  });
  return squares * otherSquares === 0 ? 0 : product / Math.sqrt(squares * otherSquares);
};

/**
 * How alike two recordings are in loudness over time, at the best offset: 1 is the same speech. Of the spoken one only
 * the first seconds that the heard one can hold are compared.
 */
export const likeness = (spoken: number[], heard: number[]): number => {
  const length = Math.min(spoken.length, Math.floor(heard.length * 0.6));
  const part = spoken.slice(0, length);
  const offsets = Array.from({ length: heard.length - length + 1 }, (_, at) => correlation(part, heard.slice(at, at + length)));
  return Math.max(...offsets);
};
