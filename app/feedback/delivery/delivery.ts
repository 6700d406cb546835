import type { SessionTimes } from "../../../contract/app-api.ts";
import { mainScript, ownScript } from "../../../report/script.ts";
import { answersOf, type SpokenEntry } from "./answers.ts";
import { findHedges, findPhrases, findRepeats, type Repeated } from "./found-phrases.ts";
import { known, type Measured, medianOf, type Span, sum, unknown } from "./measured.ts";
import { placedIn, type SaidPhrase, textOf } from "./said-phrases.ts";
import { type AnswerTiming, countPauses, timingOf } from "./timing.ts";
import { countIn, countUnits, type Unit } from "./units.ts";
import { fillerLists, hedges, stopWords } from "./word-lists.ts";

export type AnswerDelivery = AnswerTiming & {
  /** Timestamps of its entries, which are their keys. */
  timestamps: string[];
  count: number;
  unit: Unit;
  /** The same count in the unit of the whole interview, for comparing answers. */
  size: number;
  /** Words (or characters) per minute of the answer's length, pauses included. */
  pace: Measured;
  /** The same per minute of speech alone. */
  articulation: Measured;
  /** Null if the language has no list, or the answer is in another script than the language. */
  fillers: SaidPhrase[] | null;
  hedges: SaidPhrase[] | null;
  repeats: Repeated[] | null;
};

/** How an interview was spoken: counted and measured, never judged. */
export type Delivery = {
  answers: AnswerDelivery[];
  /** The unit in which most answers are counted. */
  unit: Unit;
  /** In that unit, whatever the text is written in. */
  userCount: number;
  aiCount: number;
  /** Whether anything was typed. Typed answers have no timing. */
  isTyped: boolean;
  /** The candidate's share, 0 to 1: of the time if sound was measured and nothing typed, else of the words. Null if there is neither. */
  talkShare: { share: number; of: "time" | "words" } | null;
  speechMs: number | null;
  aiMs: number | null;
  thinkingMs: Measured;
  lengthMs: Measured;
  longestMs: Measured;
  pace: Measured;
  articulation: Measured;
  longPauses: Measured;
  fillers: number | null;
  fillersPerMinute: Measured;
  hedges: number | null;
  /** How often each came in while the other spoke; null if sound was not measured. */
  cutIns: { byUser: number; byAi: number } | null;
  /** Where the interviewer's times come from: reported by the page, or estimated to 0.2 s. Null if no answer was measured. */
  timing: "marked" | "estimated" | null;
  /** aiSpans: when the interviewer was audible. gaps: when the connection was down. */
  aiSpans: Span[];
  gaps: Span[];
  wholeMs: number | null;
};

type Spoken = {
  transcript: SpokenEntry[];
  session: SessionTimes | null;
  /** The language spoken, BCP 47. */
  language: string;
  /** When somebody other than the candidate was heard. */
  others?: Span[];
  /** The words and the sound do not match. */
  isMismatched?: boolean;
};

/** Measures a transcript whose `content` is the text that counts: corrected lines must be passed as corrected. */
export const deliveryOf = ({ transcript, session, language, others = [], isMismatched = false }: Spoken): Delivery => {
  const tongue = language.split("-")[0] ?? language;
  const script = ownScript(language);
  const aiSpans = transcript.flatMap(({ speaker, speech }) =>
    speaker === "AI" && speech ? [{ startMs: speech.startMs, endMs: speech.endMs }] : [],
  );
  const spansOf = (pairs: [number, number][] = []) => pairs.map(([atMs, ms]): Span => ({ startMs: atMs, endMs: atMs + ms }));
  const [gaps, mutes] = [spansOf(session?.gaps), spansOf(session?.mutes)];
  const spoken = answersOf(transcript);
  const unit = unitOfMost(spoken.map(({ said }) => textOf(said)));
  const answers = spoken.map((answer): AnswerDelivery => {
    const timing = timingOf(answer, { aiSpans, gaps, mutes, others });
    const text = textOf(answer.said);
    const counted = countUnits(text);
    const paceOver = (ms: Measured, shortestMs: number) =>
      isMismatched && ms.value !== null ? unknown("mismatched") : perMinute(counted.count, ms, shortestMs);
    const isListed = mainScript(text, script) === script;
    const stops = isListed && stopWords[tongue];
    const list = isListed && fillerLists[tongue];
    return {
      ...timing,
      timestamps: answer.said.map(({ timestamp }) => timestamp),
      ...counted,
      size: countIn(text, unit),
      pace: paceOver(timing.lengthMs, shortestPacedMs),
      articulation: paceOver(timing.speechMs, 1),
      fillers: list ? placedIn(answer.said, findPhrases(text, list)) : null,
      hedges: isListed && tongue === "en" ? placedIn(answer.said, findHedges(text, hedges)) : null,
      repeats: stops ? findRepeats(text, stops) : null,
    };
  });
  const whole = wholeOf(answers, unit, transcript, session);
  const isRated = !isMismatched || whole.fillersPerMinute.value === null;
  return { ...whole, ...(!isRated && { fillersPerMinute: unknown("mismatched") }), answers, aiSpans, gaps };
};

const unitOfMost = (texts: string[]): Unit =>
  texts.filter((text) => countUnits(text).unit === "characters").length * 2 > texts.length ? "characters" : "words";

const shortestPacedMs = 10_000;
const fewestPaced = 20;

/** With fewer than 20 words, or over a short time, a rate depends more on chance than on the speaker. */
const perMinute = (count: number, ms: Measured, shortestMs: number): Measured => {
  if (ms.value === null) return ms;
  return count < fewestPaced || ms.value < shortestMs ? unknown("tooShort") : known((count * 60_000) / ms.value);
};

const wholeOf = (
  answers: AnswerDelivery[],
  unit: Unit,
  transcript: SpokenEntry[],
  session: SessionTimes | null,
): Omit<Delivery, "answers" | "aiSpans" | "gaps"> => {
  const alike = answers.filter((it) => it.unit === unit);
  const userCount = sum(answers.map(({ size }) => size));
  const aiCount = sum(transcript.map(({ speaker, content }) => (speaker === "AI" ? countIn(content, unit) : 0)));
  const lengths = answers.flatMap(({ lengthMs }) => lengthMs.value ?? []);
  const pauses = answers.flatMap((it) => it.pauses ?? []);
  const fillers = answers.some((it) => it.fillers) ? sum(answers.map((it) => it.fillers?.length ?? 0)) : null;
  const isTyped = transcript.some((it) => it.speaker === "USER" && it.isTyped);
  const timings = answers.some(({ span }) => span !== null) ? transcript.flatMap(({ speech }) => speech?.timing ?? []) : [];
  return {
    unit,
    userCount,
    aiCount,
    isTyped,
    talkShare: shareOf(isTyped ? null : session, userCount, aiCount),
    speechMs: session?.speechMs ?? null,
    aiMs: session?.aiMs ?? null,
    thinkingMs: medianOf(answers.map((it) => it.thinkingMs)),
    lengthMs: medianOf(answers.map((it) => it.lengthMs)),
    longestMs: lengths.length > 0 ? known(Math.max(...lengths)) : medianOf(answers.map((it) => it.lengthMs)),
    pace: medianOf(alike.map((it) => it.pace)),
    articulation: medianOf(alike.map((it) => it.articulation)),
    longPauses: answers.some((it) => it.pauses) ? known(countPauses(pauses).long) : unknown(isTyped ? "typed" : "unmeasured"),
    fillers,
    fillersPerMinute: fillers === null ? unknown("unlisted") : fillerRate(answers),
    hedges: answers.some((it) => it.hedges) ? sum(answers.map((it) => it.hedges?.length ?? 0)) : null,
    cutIns: session ? { byUser: countCutIns(session, "USER"), byAi: countCutIns(session, "AI") } : null,
    timing: timings.length === 0 ? null : timings.includes("estimated") ? "estimated" : "marked",
    wholeMs: session?.micMs ?? null,
  };
};

const shortestRatedMs = 30_000;

/** Fillers per minute over the answers whose speech was measured. Over a few seconds a rate depends on chance. */
const fillerRate = (answers: AnswerDelivery[]): Measured => {
  const measured = answers.flatMap(({ speechMs, fillers }) =>
    speechMs.value && fillers ? [{ ms: speechMs.value, count: fillers.length }] : [],
  );
  const ms = sum(measured.map((it) => it.ms));
  if (ms < shortestRatedMs) return unknown(ms === 0 ? "unmeasured" : "tooShort");
  return known((sum(measured.map(({ count }) => count)) * 60_000) / ms);
};

const countCutIns = ({ cutIns }: SessionTimes, who: "USER" | "AI"): number => cutIns.filter(([, by]) => by === who).length;

const shareOf = (session: SessionTimes | null, userCount: number, aiCount: number): Delivery["talkShare"] => {
  const ms = session ? session.speechMs + session.aiMs : 0;
  if (session && ms > 0) return { share: session.speechMs / ms, of: "time" };
  const words = userCount + aiCount;
  return words === 0 ? null : { share: userCount / words, of: "words" };
};
