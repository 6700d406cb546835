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

/** The average number of letters in a word, for scripts without spaces. */
const lettersOfAWord: Partial<Record<Script, number>> = { japanese: 2, thai: 4 };

const scriptOf: Partial<Record<string, Script>> = { hi: "devanagari", ja: "japanese", ar: "arabic" } satisfies Partial<
  Record<Language, Script>
>;

/** The script in which a language (BCP 47) is written. */
export const ownScript = (language: string): Script => scriptOf[language] ?? "latin";

/**
 * How many words of a text are in a script. Words, not letters: product names are in Latin letters in every language, and have many of
 * them.
 */
const wordsIn = (text: string, script: Script): number => (text.match(scripts[script])?.length ?? 0) / (lettersOfAWord[script] ?? 1);

/** The script that most words of a text are in; on a tie, `own` if it is one of them. Null for a text without letters. */
export const mainScript = (text: string, own: Script | null = null): Script | null => {
  const counts = (Object.keys(scripts) as Script[]).map((script) => [script, wordsIn(text, script)] as const);
  const [script, count] = counts.reduce((most, it) => (it[1] > most[1] || (it[1] === most[1] && it[0] === own) ? it : most));
  return count === 0 ? null : script;
};

/**
 * The script of an interview: that of its language, or without a language the one that most was said in. The latter counts too if the
 * language's own script is not Latin, not a word was written in it and most is in Latin letters: speech recognition may write Hindi and
 * Arabic so.
 */
export const interviewScript = (language: Language | null, said: readonly string[]): Script | null => {
  const spoken = mainScript(said.join("\n"));
  const own = language && ownScript(language);
  return own === null || (own !== "latin" && spoken === "latin" && !said.some((text) => wordsIn(text, own) > 0)) ? spoken : own;
};
