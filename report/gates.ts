import type { ReportInput } from "../contract/report.ts";
import type { InputGate } from "../contract/vocabulary.ts";
import { countWords } from "../contract/words.ts";
import { edits } from "./edits.ts";
import { type Exchange, exchangesOf, type NamedEntry, nameEntries } from "./entries.ts";
import { fold, isUnspaced } from "./fold.ts";

const leastWords = 30;
const leastAnswers = 2;
const wordsOfAnAnswer = 10;
/** Words per minute of speech that people reach. A rate outside suggests a fault of speech recognition. */
const wordsPerMinute = { least: 70, most: 260 } as const;
const mostWordlessShare = 0.25;
/** With fewer recognised words, what the sound suggests is too much a matter of chance. */
const leastHeard = 20;
const mostHeavyShare = 0.2;
/** The share of a line, in edits, from which a correction is another text, and how many characters of each are compared. */
const heavyShare = 0.5;
const comparedCharacters = 1_000;

/**
 * Whether a transcript is good enough for a report. SILENT: the candidate said nothing. TOO_SHORT: fewer than 30 words, or fewer than two
 * answers of 10 words. UNSURE: probably misheard, by the pace, by voice without words, or by heavy corrections.
 */
export const gateOf = ({ entries, session }: Pick<ReportInput, "entries" | "session">): InputGate => {
  const named = nameEntries(entries);
  const answers = exchangesOf(named).map(wordsIn);
  const words = answers.reduce((sum, it) => sum + it, 0);
  if (words === 0) return "SILENT";
  if (words < leastWords || answers.filter((it) => it >= wordsOfAnAnswer).length < leastAnswers) return "TOO_SHORT";
  const spoken = named.filter(({ speaker }, at) => speaker === "USER" && entries[at]?.isTyped === false);
  const isDoubtful = isOddPace(spoken) || (isHeard(spoken) && isWordless(session)) || isRewritten(named);
  return isDoubtful ? "UNSURE" : "OPEN";
};

const wordsIn = ({ user }: Pick<Exchange, "user">): number => user.reduce((sum, { text }) => sum + countWords(text ?? ""), 0);

const isHeard = (spoken: NamedEntry[]): boolean => wordsIn({ user: spoken }) >= leastHeard;

const isOddPace = (spoken: readonly NamedEntry[]): boolean => {
  const heard = spoken.filter(({ text, speechMs }) => text !== null && speechMs !== null);
  const minutes = heard.reduce((sum, { speechMs }) => sum + (speechMs ?? 0), 0) / 60_000;
  const said = heard.map(({ text }) => text ?? "").join("\n");
  if (minutes === 0 || !isHeard(heard) || isUnspaced(fold(said).text)) return false;
  const pace = countWords(said) / minutes;
  return pace < wordsPerMinute.least || pace > wordsPerMinute.most;
};

const isWordless = (session: ReportInput["session"]): boolean =>
  session !== null && session.wordlessSpeechMs > mostWordlessShare * session.speechMs;

/** Whether so many of the candidate's lines are so heavily corrected that the transcript is rather a new text. */
export const isRewritten = (entries: readonly NamedEntry[]): boolean => {
  const own = entries.filter(({ speaker }) => speaker === "USER");
  const heavy = own.filter(({ used, text, original }) => used === "corrected" && text !== null && isHeavy(original, text));
  return heavy.length > mostHeavyShare * own.length;
};

const isHeavy = (original: string, corrected: string): boolean => {
  const [one, other] = [original, corrected].map((text) => fold(text).text.slice(0, comparedCharacters));
  return one !== undefined && other !== undefined && edits(one, other) > heavyShare * Math.max(one.length, other.length);
};
