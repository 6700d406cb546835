import type { Answer } from "./answers.ts";
import { coveredMs, known, type Measured, type Span, sharedMs, sum, type Unknown, unknown } from "./measured.ts";

export type Pause = { atMs: number; ms: number };

/** The timing of an answer. All times in ms; spans are on the interview's clock. */
export type AnswerTiming = {
  /** From the end of the question to the first speech of at least 300 ms. A nudge in between does not restart it. */
  thinkingMs: Measured;
  /** How long both spoke at the beginning of the answer; 0 if the candidate waited. */
  overlapMs: number;
  /** From the first speech to the last, without the time in which the connection was down or somebody else was heard. */
  lengthMs: Measured;
  /** The part of it that is speech: without pauses. */
  speechMs: Measured;
  /**
   * Silences of at least 250 ms in which nobody else spoke, the connection was up and the candidate was not muted; null if not measured.
   */
  pauses: Pause[] | null;
  /** The span of the answer; null if not measured. */
  span: Span | null;
  /** When the question ended; null if not measured. */
  askedEndMs: number | null;
  isCut: boolean;
  isNudged: boolean;
};

/**
 * What happened around an answer: when the interviewer was audible, the connection was down, the candidate was muted, somebody else was
 * heard.
 */
type Surroundings = { aiSpans: Span[]; gaps: Span[]; mutes: Span[]; others: Span[] };

const shortestPauseMs = 250;

/** The end of the question. If the candidate was nudged, the interviewer's last line is the nudge, so the line before it counts. */
const endOfQuestion = ({ asked }: Answer, isNudged: boolean): number | null => {
  const question = isNudged && asked.length > 1 ? asked.at(-2) : asked.at(-1);
  return question?.speech?.endMs ?? null;
};

/** Measures the timing of an answer. What cannot be measured is unknown, with a reason. */
export const timingOf = (answer: Answer, { aiSpans, gaps, mutes, others }: Surroundings): AnswerTiming => {
  const first = answer.said[0];
  const isNudged = first?.speech?.nudged === true;
  const askedEndMs = endOfQuestion(answer, isNudged);
  const spoken = answer.said.flatMap(({ speech }) => speech ?? []);
  const reason: Unknown | null = answer.said.some(({ isTyped }) => isTyped)
    ? "typed"
    : spoken.length < answer.said.length || spoken.length === 0
      ? "unmeasured"
      : null;
  const span =
    spoken.length === 0 ? null : { startMs: Math.min(...spoken.map((it) => it.startMs)), endMs: Math.max(...spoken.map((it) => it.endMs)) };

  const thinking = (): Measured => {
    if (first?.isTyped) return unknown("typed");
    if (!first?.speech || askedEndMs === null) return unknown("unmeasured");
    const before = { startMs: askedEndMs, endMs: first.speech.startMs };
    if (gaps.some((gap) => sharedMs(gap, before) > 0)) return unknown("reconnected");
    if (mutes.some((mute) => sharedMs(mute, before) > 0)) return unknown("muted");
    return known(Math.max(0, first.speech.startMs - askedEndMs));
  };

  return {
    thinkingMs: thinking(),
    overlapMs: Math.max(0, first?.speech?.overlapMs ?? 0, first?.speech && askedEndMs !== null ? askedEndMs - first.speech.startMs : 0),
    lengthMs: reason || !span ? unknown(reason ?? "unmeasured") : known(span.endMs - span.startMs - coveredMs(span, [...gaps, ...others])),
    speechMs: reason ? unknown(reason) : known(sum(answer.said.map(({ speech }) => speech?.speechMs ?? 0))),
    pauses: reason ? null : pausesOf(answer, [...aiSpans, ...gaps, ...mutes, ...others]),
    span,
    askedEndMs,
    isCut: answer.said.some(({ speech }) => speech?.cut === true),
    isNudged,
  };
};

const pausesOf = ({ said }: Answer, notSilent: Span[]): Pause[] => {
  const within = said.flatMap(({ speech }) => (speech?.pauses ?? []).map(([atMs, ms]) => ({ atMs, ms })));
  const between = said.slice(1).flatMap(({ speech }, index) => {
    const atMs = said[index]?.speech?.endMs;
    return speech && atMs !== undefined ? [{ atMs, ms: speech.startMs - atMs }] : [];
  });
  return [...within, ...between]
    .filter(({ atMs, ms }) => {
      const silence = { startMs: atMs, endMs: atMs + ms };
      return ms >= shortestPauseMs && !notSilent.some((other) => sharedMs(other, silence) > 0);
    })
    .sort((left, right) => left.atMs - right.atMs);
};

/** Counts pauses by length: short from 250 ms, medium from 1 s, long from 2 s. */
export const countPauses = (pauses: Pause[]): { short: number; medium: number; long: number } => ({
  short: pauses.filter(({ ms }) => ms < 1_000).length,
  medium: pauses.filter(({ ms }) => ms >= 1_000 && ms < 2_000).length,
  long: pauses.filter(({ ms }) => ms >= 2_000).length,
});
