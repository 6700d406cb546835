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

/** In English; what is not offered any more by its tag. */
export const languageName = (tag: string): string => Object.entries(languageNames).find(([known]) => known === tag)?.[1][0] ?? tag;
