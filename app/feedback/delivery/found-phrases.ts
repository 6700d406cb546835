import type { Listed } from "./word-lists.ts";

/** Where a phrase stands in a text, as UTF-16 offsets. */
export type Found = { phrase: string; from: number; to: number };

type Word = { text: string; from: number; to: number };

const fold = (text: string): string => text.normalize("NFC").toLowerCase().replace(/[’ʼ]/g, "'");
const words = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*/gu)].map((it) => ({
    text: fold(it[0]),
    from: it.index,
    to: it.index + it[0].length,
  }));

const parting = /[^\s\p{L}\p{M}\p{N}]/u;
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u;

/** All listed phrases in a text. Where two begin at the same word the longer one counts, and matches do not overlap. */
export const findPhrases = (text: string, list: Listed[]): Found[] => {
  const phrases = sortedOf(list);
  const isUnspaced = list.some(({ phrase }) => unspaced.test(phrase));
  return isUnspaced ? inUnspaced(text, phrases.longestFirst) : inWords(text, phrases);
};

type Sorted = { longestFirst: Listed[]; byFirstWord: Map<string, { listed: Listed; parts: string[] }[]> };

/** A list is searched once per answer, so its sorted form is cached. */
const sortedLists = new WeakMap<Listed[], Sorted>();
const sortedOf = (list: Listed[]): Sorted => {
  const known = sortedLists.get(list);
  if (known) return known;
  const longestFirst = [...list].sort((left, right) => right.phrase.length - left.phrase.length);
  const sorted: Sorted = { longestFirst, byFirstWord: new Map() };
  for (const listed of longestFirst) {
    const parts = listed.phrase.split(" ");
    const first = parts[0] ?? "";
    sorted.byFirstWord.set(first, [...(sorted.byFirstWord.get(first) ?? []), { listed, parts }]);
  }
  sortedLists.set(list, sorted);
  return sorted;
};

const inWords = (text: string, { byFirstWord }: Sorted): Found[] => {
  const said = words(text);
  const found: Found[] = [];
  for (let at = 0; at < said.length;) {
    const hit = byFirstWord
      .get(said[at]?.text ?? "")
      ?.find(({ listed, parts }) => parts.every((part, index) => said[at + index]?.text === part) && stands(text, said, at, listed));
    const length = hit?.parts.length ?? 1;
    const [first, last] = [said[at], said[at + length - 1]];
    if (hit && first && last) found.push({ phrase: hit.listed.phrase, from: first.from, to: last.to });
    at += length;
  }
  return found;
};

/** An abbreviation such as "ER" or "UM", in a text that is not all in capitals. */
const isAbbreviated = (text: string, word: Word | undefined): boolean => {
  const written = text.slice(word?.from, word?.to);
  return written.length > 1 && written === written.toUpperCase() && written !== written.toLowerCase() && text !== text.toUpperCase();
};

const stands = (text: string, said: Word[], at: number, { phrase, isSetOff, notAfter }: Listed): boolean => {
  const length = phrase.split(" ").length;
  if (length === 1 && isAbbreviated(text, said[at])) return false;
  if (notAfter?.includes(said[at - 1]?.text ?? "")) return false;
  if (!isSetOff) return true;
  const isDoubled = said[at - 1]?.text === phrase || said[at + length]?.text === phrase;
  const before = text.slice(said[at - 1]?.to ?? 0, said[at]?.from);
  const after = text.slice(said[at + length - 1]?.to, said[at + length]?.from);
  return isDoubled || ((at === 0 || parting.test(before)) && (at + length === said.length || parting.test(after)));
};

/** In a script without spaces only punctuation delimits: a phrase is set off if it stands between two marks. */
const inUnspaced = (text: string, list: Listed[]): Found[] => {
  const edge = (character: string | undefined) => character === undefined || !/[\p{L}\p{M}\p{N}ー]/u.test(character);
  const found: Found[] = [];
  for (let at = 0; at < text.length;) {
    const hit = list.find(
      ({ phrase, isSetOff }) => text.startsWith(phrase, at) && (!isSetOff || (edge(text[at - 1]) && edge(text[at + phrase.length]))),
    );
    if (hit) found.push({ phrase: hit.phrase, from: at, to: at + hit.phrase.length });
    at += hit?.phrase.length ?? 1;
  }
  return found;
};

const negations = new Set(["not", "never", "no", "without", "hardly", "cannot"]);
const quotation = /“[^”]*”|"[^"]*"|«[^»]*»/gu;

/** The hedges in an English text, except after a negation ("I don't think" is no hedge) and within quotations. */
export const findHedges = (text: string, list: Listed[]): Found[] => {
  const said = words(text);
  const quotations = [...text.matchAll(quotation)].map((it) => [it.index, it.index + it[0].length] as const);
  return findPhrases(text, list).filter(({ from }) => {
    const before = said.findLast(({ to }) => to <= from)?.text ?? "";
    const isNegated = negations.has(before) || before.endsWith("n't");
    return !isNegated && !quotations.some(([start, end]) => from >= start && from < end);
  });
};

export type Repeated = { word: string; times: number };

/**
 * Words said at least four times that make up more than 3 % of a text, the most frequent first. Stop words, single letters and numbers do
 * not count.
 */
export const findRepeats = (text: string, stops: Set<string>): Repeated[] => {
  const said = words(text);
  const counts = new Map<string, number>();
  for (const { text: word } of said)
    if (word.length > 1 && !stops.has(word) && /\p{L}/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, times]) => times >= 4 && times > said.length * 0.03)
    .map(([word, times]) => ({ word, times }))
    .sort((left, right) => right.times - left.times);
};
