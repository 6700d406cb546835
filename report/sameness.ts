import { edits } from "./edits.ts";
import { digits, isNumberWord } from "./numbers.ts";

/** Who did it, and whose it was: one letter makes another of many, and another matter of what is said. */
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
const unspacedPersonsOf = (folded: string): string[] => folded.match(unspacedPersons) ?? [];
/** The figures of a folded text, digits and words, in order: "1 000" is "1000". */
const figuresOf = (folded: string): string[] => {
  const joined = folded.replace(/(?<=\p{N}) (?=\p{N})/gu, "");
  return joined.split(" ").flatMap((word) => [...(word.match(digits) ?? []), ...(isNumberWord(word) ? [word] : [])]);
};

const negationsOf = (folded: string): string[] => [
  ...folded.split(" ").flatMap((word) => (negations.has(word) ? [word] : /n't$/.test(word) ? ["n't"] : [])),
  ...(folded.match(unspacedNegation) ?? []),
];

const personIn = (word: string): string | null => {
  const [person = ""] = word.split("'");
  return persons.has(person) ? person : null;
};

const turning = /^(un|in|im|ir|il|ex|dis|des|non|mis|de|over|under|pre|post|mal)(?=\p{L}{3})/u;
const stem = (word: string): string => word.replace(turning, "");

const isOpposite = (one: string, other: string): boolean =>
  one !== other && [one, stem(one)].some((it) => it === other || it === stem(other));

const isOther = (one: string, other: string): boolean => {
  const [person, stranger] = [one, other].map(personIn);
  return person !== null && stranger !== null && person !== stranger;
};

/** Of a word a third may be misspelt; what differs more is another word. */
const isMisspelt = (one: string, other: string): boolean =>
  !isOpposite(one, other) && !isOther(one, other) && edits(one, other) <= Math.max(1, Math.floor(Math.min(one.length, other.length) / 3));

/** The places where two lists of words differ: what each has there. */
const differencesOf = (one: readonly string[], other: readonly string[]): [string[], string[]][] => {
  const common = one.map(() => other.map(() => 0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row) row[j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const differences: [string[], string[]][] = [];
  let open: [string[], string[]] | null = null;
  for (let [i, j] = [0, 0]; i < one.length || j < other.length;) {
    const [word, match] = [one[i], other[j]];
    if (word !== undefined && word === match) {
      open = null;
      i++;
      j++;
      continue;
    }
    if (!open) differences.push((open = [[], []]));
    const isFirst = match === undefined || (word !== undefined && at(i + 1, j) >= at(i, j + 1));
    if (isFirst && word !== undefined) open[0].push(word);
    else if (match !== undefined) open[1].push(match);
    if (isFirst) i++;
    else j++;
  }
  return differences;
};

/** No word stands in another's place: what differs is misspelt, written apart, left out or put in. */
const hasSameWords = (one: string, other: string): boolean =>
  differencesOf(one.split(" "), other.split(" ")).every(([here, there]) => {
    if (here.length === 0 || there.length === 0) return true;
    if (here.length !== there.length) return isMisspelt(here.join(""), there.join(""));
    return here.every((word, at) => isMisspelt(word, there[at] ?? ""));
  });

/** Whether two texts that are spelt almost alike say the same: no figure, no negation, no person differs, and no word is another. */
export const saysTheSame = (one: string, other: string): boolean =>
  [figuresOf, negationsOf, unspacedPersonsOf].every((of) => of(one).join() === of(other).join()) && hasSameWords(one, other);
