import type { TranscriptEntry } from "../../contract/app-api.ts";
import type { QuestionPlan } from "../../contract/question-plan.ts";

/** So much of a planned question's own words is in what was asked, and so many of them where it has as many. */
const leastShare = 0.5;
const leastWords = 2;
const commonWords = new Set(
  (
    "a about after all an and any are as at be been but by can could did do does for from had has have how i if in into is it its me more " +
    "most my not of on one or our out over so some tell than that the their them then there these they this those time to up us was we " +
    "were what when where which who whom why will with would you your yours"
  ).split(" "),
);

/**
 * The planned questions that were asked so far, by id: what the interviewer said shares half of their content words, and asks, where
 * they do. A question may be planned as a request: "Tell me about".
 */
export const askedOf = ({ questions }: QuestionPlan, conversation: Pick<TranscriptEntry, "speaker" | "content">[]): Set<string> => {
  const said = conversation
    .filter(({ speaker }) => speaker === "AI")
    .map(({ content }) => ({ isAsking: asks(content), words: contentWords(content) }));
  const isAsked = (question: string) =>
    said.some(({ isAsking, words }) => (isAsking || !asks(question)) && shares(contentWords(question), words));
  return new Set(questions.filter(({ question }) => isAsked(question)).map(({ id }) => id));
};

/** Whether it asks something at its end, in the question marks of the offered languages. */
const asks = (text: string): boolean => /[?？؟]["'”’»)\s]*$/u.test(text);

const shares = (planned: Set<string>, said: Set<string>): boolean => {
  const shared = [...planned].filter((word) => said.has(word)).length;
  return shared > 0 && shared >= Math.max(leastShare * planned.size, Math.min(leastWords, planned.size));
};

const contentWords = (text: string): Set<string> => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => !commonWords.has(word)));
};
