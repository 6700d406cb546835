const numbers = new Set(
  (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen " +
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half third quarter twice double triple dozen"
  ).split(" "),
);

const negations = new Set(
  (
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
const digits = /\p{N}+/gu;

/** The figures of a folded text, digits and words, in order: "1 000" is "1000". */
const figuresOf = (folded: string): string[] => {
  const joined = folded.replace(/(?<=\p{N}) (?=\p{N})/gu, "");
  return joined.split(" ").flatMap((word) => [...(word.match(digits) ?? []), ...(numbers.has(word) ? [word] : [])]);
};

export const isFigure = (word: string): boolean => numbers.has(word) || /\p{N}/u.test(word);

const negationsOf = (folded: string): string[] => [
  ...folded.split(" ").flatMap((word) => (negations.has(word) ? [word] : /n't$/.test(word) ? ["n't"] : [])),
  ...(folded.match(unspacedNegation) ?? []),
];

/** Whether two texts that are spelt almost alike say the same: no figure and no negation differs. */
export const saysTheSame = (one: string, other: string): boolean =>
  figuresOf(one).join() === figuresOf(other).join() && negationsOf(one).join() === negationsOf(other).join();
