import type { TranscriptEntry } from "../../contract/app-api.ts";

/** What a recogniser writes where it heard a voice and no words: nothing but a note in brackets. */
const note = /^(\s*\[[^\]]*\])+\s*$/;
/** The same from the recorded interviewer that PrepPal brings along, which understands nothing. */
const demoNote = /^(\s*\[spoke for [\d.]+ s\])+\s*$/;

/** A text as it is counted: a note is no words. */
export const withoutNotes = (text: string): string => (note.test(text) ? "" : text);

/** Whether the interviewer was the recorded one: it left notes in place of every answer. */
export const isDemo = (transcript: TranscriptEntry[]): boolean => {
  const answers = transcript.filter(({ speaker }) => speaker === "USER");
  return answers.length > 0 && answers.every(({ content }) => demoNote.test(content));
};

/** Whether it was for any answer: what was typed to it is left as it is. */
export const isPartlyDemo = (transcript: TranscriptEntry[]): boolean =>
  transcript.some(({ speaker, content }) => speaker === "USER" && demoNote.test(content));
