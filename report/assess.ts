import type {
  Checks,
  NextStep,
  Note,
  Rating,
  Report,
  ReportExchange,
  ReportInput,
  ReportQuestion,
  Star,
  Strength,
} from "../contract/report.ts";
import { longestOf, mostOf } from "../contract/report-limits.ts";
import { type AssessmentDraft, draftNext, draftNote, draftQuestion, draftRating, draftStar, draftStrength } from "./draft.ts";
import type { Exchange } from "./entries.ts";
import { hasFiguresOfItsOwn, hasNumbersOfItsOwn, hasToolsOfItsOwn, wordsBehind } from "./figures.ts";
import { fold } from "./fold.ts";
import { isInAnotherLanguage, shownText } from "./free-text.ts";
import { Quotes } from "./quotes.ts";
import { dimensionsOf } from "./rubric.ts";
import { askedIn, isUnanswered, ruleFor, scoreOf } from "./scores.ts";
import { Tally } from "./tally.ts";

/** The most claims of a draft that are looked at; the rest are dropped. */
const mostClaims = 120;
export type Assessment = { report: Report; checks: Checks };

/**
 * Makes a report of the model's draft: keeps only what the candidate's own words back. `isUnsure`: the transcript is not good enough for
 * scores. Never throws, whatever the draft holds.
 */
export const assess = (
  input: Pick<ReportInput, "setup" | "entries">,
  draft: AssessmentDraft,
  { isUnsure }: { isUnsure: boolean },
): Assessment => {
  const tally = new Tally();
  const quotes = new Quotes(input, tally);
  const notes = notesOf(draft.notes, quotes, tally);
  const claims = new Claims(tally);
  const questions = questionsOf(draft.questions, { quotes, tally, claims, isUnsure });
  const strengths = strengthsOf(draft.strengths, { quotes, tally, claims });
  const next = nextOf(draft.next, { quotes, tally, claims }) ?? ruleFor(questions);
  const named = new Set(questions.flatMap(({ exchanges }) => exchanges));
  const exchanges = quotes.exchanges.flatMap((it) => (named.has(it.id) ? (rangeOf(it) ?? []) : []));
  return { report: { questions, strengths, next, notes, exchanges, stronger: [], drills: [] }, checks: tally.checks };
};

class Claims {
  #left = mostClaims;
  readonly #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  /** The first `most` items of a list, or fewer if the allowance for the draft is nearly used up. The others count as dropped. */
  take<Item>(list: readonly Item[], most: number): readonly Item[] {
    const taken = list.slice(0, Math.min(most, this.#left));
    for (let at = taken.length; at < list.length; at++) this.#tally.drop("excess");
    this.#left -= taken.length;
    return taken;
  }
}

type Desk = { quotes: Quotes; tally: Tally; claims: Claims };

const notesOf = (drafts: readonly unknown[], quotes: Quotes, tally: Tally): Note[] => {
  const notes = new Map<string, Note>();
  for (const { user } of quotes.exchanges)
    for (const { id, timestamp } of user) if (quotes.steering.has(id)) notes.set(id, { entry: id, timestamp, reason: "steering" });
  for (const { id, timestamp } of quotes.foreign) if (!notes.has(id)) notes.set(id, { entry: id, timestamp, reason: "other_language" });
  for (const draft of drafts.slice(0, mostOf.notes)) {
    const { data } = draftNote.safeParse(draft);
    const entry = data && quotes.entry(data.entry);
    if (data && notes.has(data.entry)) continue;
    if (!data || !entry) {
      tally.drop("shape");
      continue;
    }
    quotes.exclude(entry.id, data.reason);
    notes.set(entry.id, { entry: entry.id, timestamp: entry.timestamp, reason: data.reason });
  }
  return [...notes.values()].slice(0, mostOf.notes);
};

const questionsOf = (drafts: readonly unknown[], desk: Desk & { isUnsure: boolean }): ReportQuestion[] => {
  const { quotes, tally } = desk;
  const free = new Map(quotes.exchanges.map((it) => [it.id, it]));
  const questions: ReportQuestion[] = [];
  for (const [at, draft] of drafts.entries()) {
    if (at >= mostOf.questions) {
      tally.drop("excess");
      continue;
    }
    const { data } = draftQuestion.safeParse(draft);
    // An exchange belongs to the first question that names it.
    const exchanges = (data?.exchanges ?? []).slice(0, mostOf.exchanges).flatMap((id) => {
      const exchange = free.get(id);
      free.delete(id);
      return exchange ?? [];
    });
    if (!data || exchanges.length === 0) {
      tally.drop("shape");
      continue;
    }
    const within = new Set(exchanges.map(({ id }) => id));
    questions.push({
      id: `Q${questions.length + 1}`,
      kind: data.kind,
      exchanges: [...within],
      asked: paraphrase(data.asked, exchanges, quotes) ?? askedIn(exchanges),
      ratings: ratingsOf(data, exchanges, desk),
      star: data.kind === "behav" ? starOf(data.star, within, desk) : [],
    });
  }
  return questions;
};

/** The question in the model's words; null if those are in another language, or have a figure that nobody said. */
const paraphrase = (asked: string, exchanges: readonly Exchange[], quotes: Quotes): string | null => {
  const shown = isInAnotherLanguage(asked) ? null : shownText(asked, longestOf.asked, quotes);
  const questions = exchanges.flatMap(({ ai }) => ai.map(({ text }) => text ?? ""));
  return shown === null || hasNumbersOfItsOwn(shown, questions, quotes) ? null : shown;
};

type QuestionDraft = { kind: ReportQuestion["kind"]; ratings: readonly unknown[] };

const ratingsOf = ({ kind, ratings }: QuestionDraft, exchanges: readonly Exchange[], desk: Desk & { isUnsure: boolean }): Rating[] => {
  const { quotes, tally, claims, isUnsure } = desk;
  const within = new Set(exchanges.map(({ id }) => id));
  const fitting = new Set(dimensionsOf(kind));
  return claims.take(ratings, mostOf.ratings).flatMap((draft): Rating[] => {
    const { data } = draftRating.safeParse(draft);
    // Each dimension once, and only those of this kind of question.
    if (!data || !fitting.delete(data.dim)) {
      tally.drop("shape");
      return [];
    }
    const gap = gapOf(data.gap, quotes);
    if (gap === null) return [];
    const { evidence, weight } = quotes.back(data.evidence, within);
    const score = isUnsure ? null : scoreOf(data.score, weight, isUnanswered(exchanges));
    // That something is missing needs no quote. A gap whose quotes were never said is dropped all the same.
    const isInvented = data.evidence.length > 0 && evidence.length === 0;
    if (isInvented) return [{ dim: data.dim, evidence, gap: "", score }];
    const isUnfounded = hasFiguresOfItsOwn(gap, wordsBehind(evidence, exchanges), quotes);
    if (isUnfounded) tally.drop("missing");
    return [{ dim: data.dim, evidence, gap: isUnfounded ? "" : gap, score }];
  });
};

/** A gap in another language is dropped alone, because that says nothing against the score. */
const gapOf = (gap: string, quotes: Quotes): string | null => {
  if (!isInAnotherLanguage(gap)) return shownText(gap, longestOf.sentence, quotes);
  quotes.tally.drop("policy");
  return "";
};

const starOf = (drafts: readonly unknown[], within: ReadonlySet<string>, { quotes, tally, claims }: Desk): Star[] => {
  const free = new Set<string>(["s", "t", "a", "r", "l"]);
  return claims.take(drafts, free.size).flatMap((draft): Star[] => {
    const { data } = draftStar.safeParse(draft);
    if (!data || !free.delete(data.part)) {
      tally.drop("shape");
      return [];
    }
    const { evidence } = quotes.back(data.evidence, within);
    return [{ part: data.part, evidence, status: evidence.length === 0 ? "missing" : data.status }];
  });
};

const strengthsOf = (drafts: readonly unknown[], { quotes, tally, claims }: Desk): Strength[] => {
  const before = new Set<string>();
  return claims.take(drafts, mostOf.strengths).flatMap((draft): Strength[] => {
    const { data } = draftStrength.safeParse(draft);
    if (!data) {
      tally.drop("shape");
      return [];
    }
    const text = shownText(data.text, longestOf.sentence, quotes);
    if (text === null || text === "") return [];
    const { evidence } = quotes.back(data.evidence, null);
    if (evidence.length === 0) return [];
    const said = [fold(text).text, ...evidence.map(({ entry, start }) => `${entry} ${start}`)].join("\n");
    if (before.has(said)) {
      tally.drop("excess");
      return [];
    }
    before.add(said);
    if (hasNumbersOfItsOwn(text, wordsBehind(evidence), quotes) || hasToolsOfItsOwn(text, quotes)) {
      tally.drop("missing");
      return [];
    }
    return [{ text, evidence }];
  });
};

const nextOf = (draft: unknown, { quotes, tally, claims }: Desk): NextStep | null => {
  if (draft === undefined || draft === null || claims.take([draft], 1).length === 0) return null;
  const { data } = draftNext.safeParse(draft);
  if (!data) {
    tally.drop("shape");
    return null;
  }
  const text = shownText(data.text, longestOf.sentence, quotes);
  const how = shownText(data.how, longestOf.sentence, quotes);
  if (!text || how === null) return null;
  const { evidence } = quotes.back(data.evidence, null);
  if (evidence.length === 0) return null;
  if (hasNumbersOfItsOwn(text, wordsBehind(evidence), quotes)) {
    tally.drop("missing");
    return null;
  }
  return { text, how, evidence, origin: "model" };
};

const rangeOf = ({ id, ai, user }: Exchange): ReportExchange | null => {
  const times = [...ai, ...user].map(({ timestamp }) => timestamp).toSorted();
  const [from, to] = [times[0], times.at(-1)];
  return from && to ? { id, from, to } : null;
};
