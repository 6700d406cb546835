import type { Language } from "../contract/vocabulary.ts";

const scripts = {
  latin: /\p{sc=Latn}/gu,
  cyrillic: /\p{sc=Cyrl}/gu,
  devanagari: /\p{sc=Deva}/gu,
  arabic: /\p{sc=Arab}/gu,
  japanese: /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/gu,
  hangul: /\p{sc=Hang}/gu,
  thai: /\p{sc=Thai}/gu,
  greek: /\p{sc=Grek}/gu,
  hebrew: /\p{sc=Hebr}/gu,
} as const;
export type Script = keyof typeof scripts;

const scriptOf: Partial<Record<Language, Script>> = { hi: "devanagari", ja: "japanese", ar: "arabic" };

/** The script that most of a text's letters are in; null without letters. */
export const mainScript = (text: string): Script | null => {
  const counts = (Object.keys(scripts) as Script[]).map((script) => [script, text.match(scripts[script])?.length ?? 0] as const);
  const [script, count] = counts.reduce((most, it) => (it[1] > most[1] ? it : most));
  return count === 0 ? null : script;
};

/** The script that an interview is held in: its language's, or the one that most was said in. */
export const interviewScript = (language: Language | null, said: readonly string[]): Script | null =>
  language ? (scriptOf[language] ?? "latin") : mainScript(said.join("\n"));
