import type { TypedAnswer } from "../../../machines/call/events.ts";
import { attempt } from "../../ui/storage.ts";

const answersKey = (interviewId: string) => `preppal.unsent.${interviewId}`;
const draftKey = (interviewId: string) => `preppal.draft.${interviewId}`;

/** Stores typed answers that have not arrived, for a reload in the same tab. */
export const keepAnswers = (interviewId: string, answers: readonly TypedAnswer[]): void => {
  keep(answersKey(interviewId), answers.length === 0 ? "" : JSON.stringify(answers));
};

export const recallAnswers = (interviewId: string): TypedAnswer[] => {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(answersKey(interviewId)) ?? "[]") as unknown);
  return Array.isArray(kept) ? kept.filter(isAnswer) : [];
};

/** Stores the text of an answer that is still being typed, for a reload in the same tab. */
export const keepDraft = (interviewId: string, text: string): void => keep(draftKey(interviewId), text);
export const recallDraft = (interviewId: string): string => attempt(() => sessionStorage.getItem(draftKey(interviewId))) ?? "";

const keep = (key: string, text: string): void => {
  attempt(() => (text === "" ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, text)));
};

const isAnswer = (it: unknown): it is TypedAnswer =>
  typeof it === "object" &&
  it !== null &&
  "text" in it &&
  "clientId" in it &&
  typeof it.text === "string" &&
  typeof it.clientId === "string";
