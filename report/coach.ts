import { type Checks, type Drill, longestOf, mostOf, type Report, type ReportInput, type Stronger } from "../contract/report.ts";
import { type CoachingDraft, draftDrill, draftStronger } from "./draft.ts";
import { fold } from "./fold.ts";
import { shownText } from "./free-text.ts";
import { Quotes } from "./quotes.ts";
import { dimensionsOf } from "./rubric.ts";
import { isFigure } from "./sameness.ts";
import { Tally } from "./tally.ts";
import { tools } from "./tools.ts";

/** Words that a sentence may begin with although no fact has them. */
const openers = new Set(
  (
    "a after again all also although an and as at back because before both but by during each every first finally for from given here " +
    "i if in instead it its last later let looking most my next no not now of on once one only our out over since so some specifically still that " +
    "the their then there these they this those though through to today together under until we what when where which while " +
    "why with within without would yes you your situation task action result learning context"
  ).split(" "),
);

export type Coaching = Pick<Report, "stronger" | "drills"> & { checks: Checks };

/** Stronger answers and drills out of the model's draft: no figure and no name in them that the candidate did not say. Never throws. */
export const coach = (input: Pick<ReportInput, "setup" | "entries">, report: Report, draft: CoachingDraft): Coaching => {
  const tally = new Tally();
  const quotes = new Quotes(input, tally);
  for (const { entry, reason } of report.notes) quotes.exclude(entry, reason === "steering");
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
    const text = shownText(data.text, longestOf.quote, quotes);
    if (text === null) return [];
    const { evidence: facts } = quotes.back(data.facts, new Set(question.exchanges));
    if (facts.length === 0) return [];
    const backed = withBlanks(text, facts.map(({ quote }) => quote).join("\n"));
    const blanks = [...new Set(backed.match(/(?<=\[)[^\][]{1,120}(?=\])/g) ?? [])].slice(0, mostOf.blanks);
    return hasWords(backed) ? [{ question: data.question, text: backed, facts, blanks }] : [];
  });
  const drills = over(draft.drills, mostOf.drills).flatMap((it): Drill[] => {
    const { data } = draftDrill.safeParse(it);
    const question = data && questions.get(data.question);
    if (!data || !question || !dimensionsOf(question.kind).includes(data.dim)) {
      tally.drop("shape");
      return [];
    }
    const prompt = shownText(data.prompt, longestOf.prompt, quotes);
    return prompt ? [{ ...data, prompt }] : [];
  });
  return { stronger, drills, checks: tally.checks };
};

/** The text with a blank for every figure and every name that the facts do not have. What stands in brackets is a blank already. */
export const withBlanks = (text: string, facts: string): string => {
  const said = new Set(
    fold(facts)
      .text.split(" ")
      .flatMap((word) => [word, word.replace(/'s$/, "")]),
  );
  const isSaid = (word: string) =>
    fold(word)
      .text.split(" ")
      .every((part) => said.has(part) || said.has(part.replace(/'s$/, "")));
  let isStart = true;
  const parts = text.split(/(\[[^\][]*\])/);
  const told = parts.map((part, at) => {
    if (at % 2 === 1) {
      isStart = false;
      // A figure in a blank is a figure.
      return /\p{N}/u.test(part) && !isSaid(part) ? "[your figure]" : part;
    }
    return part.replace(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'\u2019.,:/+#%-]*|[.!?:\n]/gu, (token) => {
      if (/^[.!?:\n]$/.test(token)) {
        isStart = true;
        return token;
      }
      const word = token.replace(/[.,:/'\u2019-]+$/, "");
      const tail = token.slice(word.length);
      const began = isStart;
      isStart = /[.!?:]/.test(tail);
      if (isSaid(word)) return token;
      if (fold(word).text.split(" ").some(isFigure)) return `[your figure]${tail}`;
      const isName = /^\p{Lu}|.\p{Lu}/u.test(word) && !/^I(['\u2019]\p{L}+)?$/u.test(word);
      const isOpener = began && !/.\p{Lu}/u.test(word) && (openers.has(word.toLowerCase()) || /(ing|ly|ed)$/.test(word));
      const isTool = fold(word)
        .text.split(" ")
        .some((part) => tools.has(part));
      return (isName && !isOpener) || isTool ? `[your word]${tail}` : token;
    });
  });
  return told.join("").replace(/(\[your (?:figure|word)\])(?:[ ,]+\1)+/g, "$1");
};

const hasWords = (text: string): boolean => fold(text.replace(/\[[^\][]*\]/g, " ")).text.split(" ").length >= 3;
