/** A seeded pseudo-random generator (mulberry32), so that the same session is always cut into the same parts. Values from 0 to below 1. */
export const seededRandom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const bytesPerMs = 48;
const stepMs = 40;
const longestSteps = 18;

/** Cuts 24 kHz PCM16 into parts of whole samples: of `partMs` each, or of uneven multiples of 40 ms up to 720 ms, mostly short. */
export const cutSound = (pcm: Buffer, random: () => number, partMs?: number): Buffer[] => {
  const parts: Buffer[] = [];
  for (let at = 0; at < pcm.length;) {
    const ms = partMs ?? stepMs * (1 + Math.floor(random() ** 2 * longestSteps));
    const end = Math.min(pcm.length, at + Math.max(1, Math.round((ms * bytesPerMs) / 2)) * 2);
    parts.push(pcm.subarray(at, end));
    at = end;
  }
  return parts;
};

/** Cuts a text into deltas that join to the same text: before spaces, or anywhere if it has fewer words than `pieces`. */
export const cutText = (text: string, { words: perPiece, pieces }: { words: number; pieces?: number | undefined }): string[] => {
  const words = text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  if (words.length === 0) return [];
  const units = pieces !== undefined && pieces > words.length ? [...text] : words;
  const count = Math.min(units.length, pieces ?? Math.ceil(words.length / perPiece));
  return Array.from({ length: count }, (_, piece) =>
    units.slice(Math.floor((piece * units.length) / count), Math.floor(((piece + 1) * units.length) / count)).join(""),
  );
};
