import type { InputEntry } from "../../../contract/report.ts";

/** An entry with the timing of its speech. */
export type SpokenEntry = Omit<InputEntry, "correction">;

/** What the candidate said between two turns of the interviewer, and the turn before it. */
export type Answer = { asked: SpokenEntry[]; said: SpokenEntry[] };

/** A back-channel of the interviewer ("mm-hm") is not a turn: the answer continues across it. A question is a turn, however short. */
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
