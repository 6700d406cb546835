import type { Language } from "./vocabulary.ts";

const latin = /\p{sc=Latn}/u;
const scriptOf: Partial<Record<string, RegExp>> = {
  hi: /\p{sc=Deva}/u,
  ja: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u,
  ar: /\p{sc=Arab}/u,
} satisfies Partial<Record<Language, RegExp>>;

/**
 * The `lang` attribute for a text of the candidate's in an interview held in `language` (BCP 47, null: not chosen). It is that language,
 * unless none of the text's letters are in its script: then it is undefined for Latin letters, which the page's own language has, and ""
 * (unknown) for any others.
 */
export const writtenIn = (text: string, language: string | null): string | undefined => {
  const isIn = (script: RegExp) => script.test(text);
  if (!isIn(/\p{L}/u) || isIn(scriptOf[language ?? ""] ?? latin)) return language ?? undefined;
  return isIn(latin) ? undefined : "";
};

/**
 * The `lang` attribute for a text that is either in English or in the interview's language, such as a question in a report. It is known
 * only of a language with a script of its own; otherwise undefined, as on the rest of the page.
 */
export const askedInLanguage = (text: string, language: string): string | undefined =>
  scriptOf[language]?.test(text) ? language : undefined;
