import type { TranscriptEntry } from "../../contract/app-api.ts";

/** The notes that speech recognition writes for a voice without words: a text of nothing but brackets. */
const note = /^(\s*\[[^\]]*\])+\s*$/;
/** The notes of the recorded interviewer of the demo, which understands no speech. */
const demoNote = /^(\s*\[spoke for [\d.]+ s\])+\s*$/;

/** A text for counting: a note has no words. */
export const withoutNotes = (text: string): string => (note.test(text) ? "" : text);

/** Whether the interviewer was the recorded one: every answer is one of its notes. */
export const isDemo = (transcript: TranscriptEntry[]): boolean => {
  const answers = transcript.filter(({ speaker }) => speaker === "USER");
  return answers.length > 0 && answers.every(({ content }) => demoNote.test(content));
};

/** Whether any answer is such a note. Answers typed to the recorded interviewer are kept as they are. */
export const isPartlyDemo = (transcript: TranscriptEntry[]): boolean =>
  transcript.some(({ speaker, content }) => speaker === "USER" && demoNote.test(content));
