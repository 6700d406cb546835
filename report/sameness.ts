import { edits } from "./edits.ts";
import { digits, isNumberWord } from "./numbers.ts";

/** Pronouns and possessives. Many differ by a single letter, and exchanging them changes what is said. */
const persons = new Set(
  (
    "i we he she they you me us him her them my our his their your mine ours yours myself ourselves " +
    "ich wir er sie mich mir uns mein meine meinen meinem meiner sein seine seinen seinem seiner dein deine unser unsere unseren " + // German
    "je j nous vous il ils elle elles on mon ma mes ton ta tes son sa ses notre nos votre vos leur " + // French
    "yo tú él ella ellos nosotros mi mis tu tus su sus nuestro nuestra " + // Spanish
    "io lui lei noi voi loro mio mia tuo tua suo sua nostro nostra vostro vostra " + // Italian
    "eu nós ele ela eles meu minha teu seu sua nosso nossa " + // Portuguese
    "ik wij zij hij jij mij mijn zijn jouw onze ons " + // Dutch
    "ja ty on ona oni my wy mój moja twój nasz wasz " + // Polish
    "ben sen biz siz benim senin bizim sizin " + // Turkish
    "मैं हम वह वे मेरा मेरी हमारा हमारी मैंने हमने उसने उन्होंने أنا نحن هو هي هم"
  ).split(" "),
);
const unspacedPersons = new RegExp("私たち|私達|我々|彼ら|彼女|私|僕|俺|彼", "g");

const negations = new Set(
  (
    "hardly barely scarcely almost nearly unless kaum fast beinahe presque casi quase quasi bijna " +
    "not no never none nothing nobody nowhere neither nor without cannot " + // English
    "nicht kein keine keinen keinem keiner nie niemals nichts ohne " + // German
    "ne pas jamais rien sans aucun aucune " + // French
    "nunca nada sin ninguno ninguna jamás " + // Spanish
    "non mai niente senza nessuno nessuna " + // Italian
    "não sem nenhum nenhuma " + // Portuguese
    "niet geen nooit niets zonder " + // Dutch
    "nie nigdy bez " + // Polish
    "değil yok hiç " + // Turkish
    "नहीं मत बिना لا لم لن ليس بدون"
  ).split(" "),
);
const unspacedNegation = new RegExp("ない|なかっ|なく|ません|ずに|没有|沒有|不|没|無|无", "g");

/** The figures of a folded text, digits and number words, in order. "1 000" is read as "1000". */
const figuresOf = (folded: string): string[] => {
  const joined = folded.replace(/(?<=\p{N}) (?=\p{N})/gu, "");
  return joined.split(" ").flatMap((word) => [...(word.match(digits) ?? []), ...(isNumberWord(word) ? [word] : [])]);
};

const negationsOf = (folded: string): string[] => [
  ...folded.split(" ").flatMap((word) => (negations.has(word) ? [word] : /n't$/.test(word) ? ["n't"] : [])),
  ...(folded.match(unspacedNegation) ?? []),
];

const personsOf = (folded: string): string[] => [
  ...folded.split(" ").flatMap((word) => word.split("'", 1).filter((it) => persons.has(it))),
  ...(folded.match(unspacedPersons) ?? []),
];

/** The words of one list that the other lacks or has fewer times. */
const beyond = (one: readonly string[], other: readonly string[]): string[] => {
  const left = [...other];
  return one.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** Whether each text has a pronoun that the other lacks. One that is only repeated or left out does not count. */
const isOfOthers = (one: string, other: string): boolean => {
  const [here, there] = [personsOf(one), personsOf(other)];
  return beyond(here, there).length > 0 && beyond(there, here).length > 0;
};

/** Han, and katakana, in which loan words and names are written. Without spaces between words, another such character is another word. */
const wordCharacters = /[\p{sc=Han}\p{sc=Kana}]/gu;

const hasOtherCharacters = (one: string, other: string): boolean => {
  const [here, there] = [one.match(wordCharacters) ?? [], other.match(wordCharacters) ?? []];
  return beyond(here, there).length > 0 && beyond(there, here).length > 0;
};

const prefix = /^(un|in|im|ir|il|ex|dis|des|non|mis|de|over|under|pre|post|mal)(?=\p{L}{3})/u;
const stem = (word: string): string => word.replace(prefix, "");

const isOpposite = (one: string, other: string): boolean =>
  one !== other && [one, stem(one)].some((it) => it === other || it === stem(other));

/** Endings that are stripped to compare forms of a word: "talked" and "planning" are forms of "talk" and "plan". */
const inflection = /(?:e|e?s|e?d|ing|e?n|te?n?)$/;
const formsOf = (word: string): string[] => {
  const stripped = word.replace(inflection, "");
  return [word, stripped, stripped.replace(/(.)\1$/, "$1")].filter((it) => it.length >= 3);
};
const isOtherForm = (one: string, other: string): boolean => formsOf(one).some((it) => formsOf(other).includes(it));

/** The consonants of a word. Speech recognition confuses words that have the same ones ("sails", "sales"). */
const soundOf = (word: string): string => word.normalize("NFD").replace(/[aeiouyh\p{M}]/gu, "");
const soundsLike = (one: string, other: string): boolean => soundOf(one).length >= 3 && soundOf(one) === soundOf(other);

/** Articles: exchanging one for another does not change what is said. */
const articles = new Set("a an the der die das den dem ein eine einen le la les un une el los las il um uma de het een".split(" "));

/**
 * Whether two words may be the same word: articles, forms of one word, similar in sound, or misspelt by up to a third of their letters.
 * Opposites never are.
 */
const isMisspelt = (one: string, other: string): boolean =>
  !isOpposite(one, other) &&
  ((articles.has(one) && articles.has(other)) ||
    isOtherForm(one, other) ||
    soundsLike(one, other) ||
    edits(one, other) <= Math.max(1, Math.floor(Math.min(one.length, other.length) / 3)));

const short: Record<string, string> = {
  "'ve": " have",
  "'m": " am",
  "'re": " are",
  "'ll": " will",
  gonna: "going to",
  wanna: "want to",
  gotta: "got to",
};
/** The words of a text with contractions written out. */
const wordsOf = (folded: string): string[] =>
  folded.replace(/'(?:ve|m|re|ll)(?= |$)|(?<=^| )(?:gonna|wanna|gotta)(?= |$)/g, (it) => short[it] ?? it).split(" ");

/** Whether no word replaces another: any difference is misspelt, spaced differently, left out or added. */
const hasSameWords = (one: string, other: string): boolean => {
  const [mine, yours] = [wordsOf(one), wordsOf(other)];
  const [here, there] = [beyond(mine, yours), beyond(yours, mine)];
  if (here.length === 0 || there.length === 0) return true;
  if (here.length !== there.length) return isMisspelt(here.join(""), there.join(""));
  return here.every((word, at) => isMisspelt(word, there[at] ?? ""));
};

/**
 * Whether two texts of nearly the same spelling say the same: figures and negations are equal, and no pronoun or other word is replaced.
 */
export const saysTheSame = (one: string, other: string): boolean =>
  [figuresOf, negationsOf].every((of) => of(one).join() === of(other).join()) &&
  !isOfOthers(one, other) &&
  !hasOtherCharacters(one, other) &&
  hasSameWords(one, other);
