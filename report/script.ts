import type { Language } from "../contract/vocabulary.ts";

const words = (script: string): RegExp => new RegExp(`(?:\\p{sc=${script}}\\p{M}*)+`, "gu");

const scripts = {
  latin: words("Latn"),
  cyrillic: words("Cyrl"),
  devanagari: words("Deva"),
  arabic: words("Arab"),
  japanese: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/gu,
  hangul: words("Hang"),
  thai: /\p{sc=Thai}/gu,
  greek: words("Grek"),
  hebrew: words("Hebr"),
} as const;
export type Script = keyof typeof scripts;

/** Letters to a word, about, where no blanks part words. */
const lettersOfAWord: Partial<Record<Script, number>> = { japanese: 2, thai: 4 };

const scriptOf: Partial<Record<string, Script>> = { hi: "devanagari", ja: "japanese", ar: "arabic" } satisfies Partial<
  Record<Language, Script>
>;

/** The script of a language's own, BCP 47. */
export const ownScript = (language: string): Script => scriptOf[language] ?? "latin";

/** How many of a text's words are in a script: names of products are in Latin letters whatever is spoken, and have many of them. */
const wordsIn = (text: string, script: Script): number => (text.match(scripts[script])?.length ?? 0) / (lettersOfAWord[script] ?? 1);

/** The script that most of a text's words are in, of several with as many `own` where it is one of them; null without letters. */
export const mainScript = (text: string, own: Script | null = null): Script | null => {
  const counts = (Object.keys(scripts) as Script[]).map((script) => [script, wordsIn(text, script)] as const);
  const [script, count] = counts.reduce((most, it) => (it[1] > most[1] || (it[1] === most[1] && it[0] === own) ? it : most));
  return count === 0 ? null : script;
};

/**
 * The script that an interview is held in: its language's, or the one that most was said in. So it is too where not one letter was written
 * in the language's own and that is not Latin: a recogniser writes Hindi and Arabic in Latin letters as well.
 */
export const interviewScript = (language: Language | null, said: readonly string[]): Script | null => {
  const spoken = mainScript(said.join("\n"));
  const own = language && ownScript(language);
  return own === null || (own !== "latin" && spoken === "latin" && !said.some((text) => wordsIn(text, own) > 0)) ? spoken : own;
};
