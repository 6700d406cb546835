import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";
import { countWords } from "../../contract/words.ts";
import { turnsOf } from "./turns.ts";

/** What can be counted in a transcript. Words are counted by language, also where no blanks part them; shares lie between 0 and 1. */
export type Measures = {
  /** Words of each answer, in order; an answer is what the candidate said between two turns of the interviewer. */
  answers: number[];
  userWords: number;
  aiWords: number;
  /** The candidate's part of all words; null where nobody said any. */
  talkShare: number | null;
  /** Rounded to whole words; null without answers. */
  wordsPerAnswer: number | null;
};

export const measuresOf = (transcript: TranscriptEntry[]): Measures => {
  const turns = turnsOf(transcript, null).map(({ speaker, lines }) => ({ speaker, words: countWords(lines.join("\n")) }));
  const answers = turns.filter(({ speaker }) => speaker === "USER").map(({ words }) => words);
  const userWords = sum(answers);
  const aiWords = sum(turns.filter(({ speaker }) => speaker === "AI").map(({ words }) => words));
  const total = userWords + aiWords;
  return {
    answers,
    userWords,
    aiWords,
    talkShare: total === 0 ? null : userWords / total,
    wordsPerAnswer: answers.length === 0 ? null : Math.round(userWords / answers.length),
  };
};

/** From the first sound to the end, in ms; null while one of the two is unknown. */
export const durationMsOf = ({ startedAt, endedAt }: Pick<Interview, "startedAt" | "endedAt">): number | null =>
  startedAt === null || endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt));

const sum = (counts: number[]): number => counts.reduce((total, it) => total + it, 0);
