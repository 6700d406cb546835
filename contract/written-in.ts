import type { Language } from "./vocabulary.ts";

const latin = /\p{sc=Latn}/u;
const scriptOf: Partial<Record<string, RegExp>> = {
  hi: /\p{sc=Deva}/u,
  ja: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u,
  ar: /\p{sc=Arab}/u,
} satisfies Partial<Record<Language, RegExp>>;

/**
 * The `lang` of a text of the candidate's in an interview in `language` (BCP 47, null: not said): that, unless no letter of the text is in
 * its script. Then it is nothing of its own where its letters are Latin, as the page's are, and unknown (empty) where they are others.
 */
export const writtenIn = (text: string, language: string | null): string | undefined => {
  const isIn = (script: RegExp) => script.test(text);
  if (!isIn(/\p{L}/u) || isIn(scriptOf[language ?? ""] ?? latin)) return language ?? undefined;
  return isIn(latin) ? undefined : "";
};
