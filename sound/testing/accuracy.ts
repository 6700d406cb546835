import { atLevel, bytesOf, clip, fan, hum, keys, type Noise, noisy, pink, place, rate, white } from "./spoken.ts";
import { VoiceDetector } from "../voice-detector.ts";

const frameBytes = 1_280;

export const clips = ["greeting", "proud", "disagreement", "mistake", "decision", "learning", "month", "priorities", "closing"].map(clip);
const gapsMs = [300, 500, 800, 1_200, 2_000, 3_000, 5_000, 700];

/** Levels of the speech, in dB of full scale: near, usual and far from the microphone. */
const speechDbs = [-14, -20, -45];
/** How far the noise is below the speech, in dB. */
export const snrDbs = [40, 30, 20, 15, 10];

export const noises: Readonly<Record<string, () => Noise>> = {
  white: () => white(1),
  pink: () => pink(2),
  "50 Hz hum": () => hum(50),
  "100 Hz hum": () => hum(100),
  fan: () => fan(14),
  "key clicks": () => keys(15),
};

export type Segment = { beginMs: number; endMs: number };

/** What the detector takes for speech, given frames of 40 ms. */
export const hear = (samples: Int16Array, { interviewerDb = -Infinity } = {}): Segment[] => {
  const segments: Segment[] = [];
  const detector = new VoiceDetector({
    began: (beginMs) => segments.push({ beginMs, endMs: Infinity }),
    ended: (endMs) => (segments.at(-1)!.endMs = endMs),
  });
  detector.interviewerDb = interviewerDb;
  const bytes = bytesOf(samples);
  for (let at = 0; at < bytes.length; at += frameBytes) detector.push(bytes.subarray(at, at + frameBytes));
  return segments;
};

export const median = (values: number[]) => values.toSorted((one, other) => one - other)[values.length >> 1]!;

/**
 * Errors in ms of the starts of clips and of the gaps between them; how many clips were missed, how many gaps were not heard, and how much
 * speech was heard where there was none.
 */
type Errors = { missed: number; joined: number; strays: number; starts: number[]; gaps: number[] };

/** Measures the nine committed clips in a row, with each noise, at each level of speech and each distance to the noise. */
export const measureErrors = (): { noise: string; speechDb: number; snrDb: number; errors: Errors }[] => {
  const placed = speechDbs.map((speechDb) => ({
    speechDb,
    ...place(
      clips.map((it) => atLevel(it, speechDb)),
      gapsMs,
    ),
  }));
  const samplesIn = placed[0]!.samples.length;
  return Object.entries(noises).flatMap(([noise, begin]) => {
    const next = begin();
    const once = Float64Array.from({ length: samplesIn }, next);
    return placed.flatMap(({ speechDb, samples, spans }) =>
      snrDbs.map((snrDb) => {
        let at = 0;
        const heard = hear(noisy(samples, () => once[at++]!, speechDb - snrDb));
        return { noise, speechDb, snrDb, errors: errorsOf(heard, spans) };
      }),
    );
  });
};

const errorsOf = (segments: Segment[], spans: Segment[]): Errors => {
  const heard = spans.map((span) => segments.filter((it) => it.beginMs < span.endMs && it.endMs > span.beginMs));
  const isJoined = (index: number) => index > 0 && heard[index]![0] !== undefined && heard[index]![0] === heard[index - 1]!.at(-1);
  const starts = heard.flatMap((it, index) => (it[0] && !isJoined(index) ? [Math.abs(it[0].beginMs - spans[index]!.beginMs)] : []));
  const gaps = gapsMs.flatMap((ms, index) => {
    const [last, first] = [heard[index]!.at(-1), heard[index + 1]![0]];
    return last && first && last !== first ? [Math.abs(first.beginMs - last.endMs - ms)] : [];
  });
  const strays = segments.filter((it) => !spans.some((span) => it.beginMs < span.endMs + 200 && it.endMs > span.beginMs - 200));
  return {
    missed: heard.filter((it) => it.length === 0).length,
    joined: heard.filter((_, index) => isJoined(index)).length,
    strays: strays.length,
    starts,
    gaps,
  };
};

const aloneDbs = [-70, -50, -30];
const aloneSeconds = 20;

/** Ms of speech heard in twenty seconds of each noise alone, at several levels in dB of full scale. */
export const measureAlone = (): { noise: string; db: number; speechMs: number }[] =>
  Object.entries(noises).flatMap(([noise, begin]) =>
    aloneDbs.map((db) => {
      const heard = hear(noisy(new Int16Array(aloneSeconds * rate), begin(), db));
      return { noise, db, speechMs: heard.reduce((sum, it) => sum + Math.min(it.endMs, aloneSeconds * 1_000) - it.beginMs, 0) };
    }),
  );
