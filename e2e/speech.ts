import { readFileSync } from "node:fs";

const stepMs = 20;

/** Loudness of each 20 ms of PCM16: the logarithm of the RMS, as gain control leaves that nearly as it was. */
export const envelope = (pcm: Int16Array, rate: number): number[] => {
  const size = (rate * stepMs) / 1000;
  return Array.from({ length: Math.floor(pcm.length / size) }, (_, at) => {
    const part = pcm.subarray(at * size, (at + 1) * size);
    return Math.log(Math.sqrt(part.reduce((sum, it) => sum + it * it, 0) / size) + 30);
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

const windowSteps = 125;

/**
 * How alike a recording is to what was spoken, in loudness over time: 1 is the same. Compared are the loudest 2.5 s that
 * were heard, at the best place of what was spoken, since the first words may have fallen before the microphone was open.
 */
export const likeness = (spoken: number[], heard: number[]): number => {
  const windows = (of: number[]) => Array.from({ length: Math.max(0, of.length - windowSteps) }, (_, at) => of.slice(at, at + windowSteps));
  const energy = (of: number[]) => of.reduce((sum, it) => sum + it * it, 0);
  const [loudest] = windows(heard).sort((one, other) => energy(other) - energy(one));
  return loudest ? Math.max(...windows(spoken).map((it) => correlation(it, loudest))) : 0;
};
