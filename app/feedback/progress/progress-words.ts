import { languageNames } from "../../../contract/vocabulary.ts";
import type { QuestionKind } from "../../../contract/vocabulary.ts";

export const kindNames: Record<QuestionKind, string> = {
  behav: "behavioural",
  tech: "technical",
  design: "design",
  case: "case",
  general: "general",
  other: "other",
};

/** A language's name in English; its tag if it is no longer offered. */
export const languageName = (tag: string): string => Object.entries(languageNames).find(([known]) => known === tag)?.[1][0] ?? tag;
