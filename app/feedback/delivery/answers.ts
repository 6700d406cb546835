import type { InputEntry } from "../../../contract/report.ts";

/** An entry with what is kept of how it was said. */
export type SpokenEntry = Omit<InputEntry, "correction">;

/** What the candidate said between two turns of the interviewer, and what the interviewer said before it. */
export type Answer = { asked: SpokenEntry[]; said: SpokenEntry[] };

/** The interviewer's "mm-hm" is no turn: an answer goes on over it. A question is one, however short. */
const interjectionMs = 1_000;
const questionMark = /[?？؟]/;

const isInterjection = ({ speaker, content, speech }: SpokenEntry): boolean =>
  speaker === "AI" && !questionMark.test(content) && speech !== null && speech.endMs - speech.startMs < interjectionMs;

/** The answers of a transcript, in order. */
export const answersOf = (transcript: SpokenEntry[]): Answer[] => {
  const answers: Answer[] = [];
  let asked: SpokenEntry[] = [];
  let said: SpokenEntry[] = [];
  transcript.forEach((entry, index) => {
    const goesOn = said.length > 0 && transcript[index + 1]?.speaker === "USER" && isInterjection(entry);
    if (entry.speaker === "AI" && goesOn) return;
    if (entry.speaker === "USER") {
      if (said.length === 0) answers.push({ asked, said });
      said.push(entry);
      return;
    }
    if (said.length > 0) [asked, said] = [[], []];
    asked.push(entry);
  });
  return answers;
};
