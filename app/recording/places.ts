import { type Speaker, speakers } from "../../contract/vocabulary.ts";

/** The folder of all recordings in the origin private file system (OPFS). */
export const root = "recordings";
export const folderOf = (interviewId: string): string => encodeURIComponent(interviewId);
export const idOf = (folder: string): string => decodeURIComponent(folder);

/** The transcript line of a segment; `atMs` counts from the interview's start. */
export type Place = { speaker: Speaker; atMs: number };
export const nameOf = ({ speaker, atMs }: Place): string => `${speaker}-${Math.round(atMs)}.wav`;

/** The line that a segment's file name stands for; null for any other file. */
export const placeOf = (name: string): Place | null => {
  const [, who, atMs] = /^([A-Z]+)-(\d+)\.wav$/.exec(name) ?? [];
  const speaker = speakers.find((it) => it === who);
  return speaker && atMs !== undefined ? { speaker, atMs: Number(atMs) } : null;
};
