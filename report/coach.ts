import type { Checks, Drill, Report, ReportInput, Stronger } from "../contract/report.ts";
import { longestOf, mostOf } from "../contract/report-limits.ts";
import { countWords } from "../contract/words.ts";
import { ownWordsIn, withBlanks } from "./blanks.ts";
import { type CoachingDraft, draftDrill, draftStronger } from "./draft.ts";
import { shownText } from "./free-text.ts";
import { Quotes } from "./quotes.ts";
import { dimensionsOf } from "./rubric.ts";
import { Tally } from "./tally.ts";

export type Coaching = Pick<Report, "stronger" | "drills"> & { checks: Checks };

/**
 * Makes stronger answers and drills of the model's draft, without any figure or name that the candidate did not say in that answer. Never
 * throws.
 */
export const coach = (input: Pick<ReportInput, "setup" | "entries">, report: Report, draft: CoachingDraft): Coaching => {
  const tally = new Tally();
  const quotes = new Quotes(input, tally);
  const language = input.setup.language ?? "en";
  for (const { entry, reason } of report.notes) quotes.exclude(entry, reason);
  const questions = new Map(report.questions.map((it) => [it.id, it]));
  const free = new Set(questions.keys());
  const over = (list: readonly unknown[], most: number) => {
    for (let at = most; at < list.length; at++) tally.drop("excess");
    return list.slice(0, most);
  };
  const stronger = over(draft.stronger, mostOf.stronger).flatMap((it): Stronger[] => {
    const { data } = draftStronger.safeParse(it);
    const question = data && questions.get(data.question);
    if (!data || !question || !free.delete(data.question)) {
      tally.drop("shape");
      return [];
    }
    // The forbidden words are listed in English only, so in another language every word counts as the candidate's own.
    const answer = ownWordsIn(
      quotes.exchanges.filter(({ id }) => question.exchanges.includes(id)),
      quotes,
    );
    const own = language === "en" ? answer : data.text;
    const text = shownText(data.text, longestOf.quote, quotes, own);
    if (text === null) return [];
    const { evidence: facts } = quotes.back(data.facts, new Set(question.exchanges));
    if (facts.length === 0) return [];
    const backed = withBlanks(text, answer, language);
    const blanks = [...new Set(backed.match(/(?<=\[)[^\][]{1,120}(?=\])/g) ?? [])].slice(0, mostOf.blanks);
    return isReadable(backed) ? [{ question: data.question, text: backed, facts, blanks }] : [];
  });
  const drilled = new Set<string>();
  const drills = over(draft.drills, mostOf.drills).flatMap((it): Drill[] => {
    const { data } = draftDrill.safeParse(it);
    const question = data && questions.get(data.question);
    if (!data || !question || !dimensionsOf(question.kind).includes(data.dim)) {
      tally.drop("shape");
      return [];
    }
    const prompt = shownText(data.prompt, longestOf.prompt, quotes);
    if (!prompt) return [];
    const exercise = `${data.question} ${data.dim}`;
    if (drilled.has(exercise)) {
      tally.drop("excess");
      return [];
    }
    drilled.add(exercise);
    return [{ ...data, prompt }];
  });
  return { stronger, drills, checks: tally.checks };
};

/** An answer needs this many words for each blank in it, and at least three in all; with fewer it is dropped. */
const wordsForABlank = 8;

const isReadable = (text: string): boolean => {
  const blanks = text.match(/\[your (?:figure|word)\]/g)?.length ?? 0;
  const words = countWords(text.replace(/\[[^\][]*\]/g, " "));
  return words >= Math.max(3, wordsForABlank * blanks);
};
