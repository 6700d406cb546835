import { families, type Terms } from "./policy/families.ts";
import { mainScript } from "./script.ts";

type Family = keyof typeof families;

const oneOf = (terms: readonly RegExp[]): string => terms.map(({ source }) => source).join("|");
const between = (terms: readonly RegExp[]): string => (terms.length === 0 ? "" : `\\b(${oneOf(terms)})\\b`);

const patternOf = ({ forbidden, alsoForbidden }: Terms): RegExp =>
  new RegExp([between(forbidden), alsoForbidden?.source ?? ""].filter((it) => it !== "").join("|"), "g");

const rules = Object.entries(families).map(([family, terms]) => ({
  family: family as Family,
  pattern: patternOf(terms),
  isRepeatable: terms.isForbiddenEvenIfSaid !== true,
}));
const allowed = new RegExp(between(Object.values(families).flatMap((it) => it.allowed ?? [])), "g");

/** The text in lower case without diacritics, because `\b` in the patterns takes a letter with a diacritic for the end of a word. */
const plainOf = (text: string): string => text.normalize("NFKC").normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? [];

/** Forms of one pronoun. If the candidate said one of them, all count as said. */
const persons = ["he him his himself", "she her hers herself"].map((forms) => forms.split(" "));

const saidIn = (own: string): ReadonlySet<string> => {
  const words = wordsOf(plainOf(own));
  return new Set([...words, ...persons.filter((forms) => forms.some((it) => words.includes(it))).flat()]);
};

/** Whether a pronoun such as "she" is a third person of whom the candidate spoke: the same clause addresses the candidate as "you". */
const isOfAnother = (words: string, plain: string, at: number): boolean => {
  const before =
    plain
      .slice(0, at)
      .split(/[.;:!?]/)
      .at(-1) ?? "";
  const after = plain.slice(at).split(/[.;:!?]/, 1)[0] ?? "";
  return words !== "the candidate" && /\byou(r|rs|rself)?\b/.test(before + after);
};

/** The first family of forbidden terms that the text falls into, or null. Words of the candidate's `own` may be repeated. */
export const offenceIn = (text: string, own = ""): Family | null => {
  const plain = plainOf(text).replace(allowed, " ");
  const said = saidIn(own);
  const isSaid = (found: string): boolean => wordsOf(found).every((it) => said.has(it));
  const offends = ({ family, pattern, isRepeatable }: (typeof rules)[number]) =>
    [...plain.matchAll(pattern)].some(
      ({ 0: found, index }) => !(family === "person" && isOfAnother(found, plain, index)) && !(isRepeatable && isSaid(found)),
    );
  return rules.find(offends)?.family ?? null;
};

/** Function words of English, and of the other interview languages, as `plainOf` writes them. No word is in both lists. */
const english =
  /\b(the|and|you|your|with|that|this|which|what|how|were|from|not|when|where|why|than|then|their|each|one|first|but|before|after|did|named?|said|gave|given|told|made|answers?|results?)\b/g;
const others =
  /\b(und|nicht|das|der|ein|eine|einen|du|dein|deine|deinen|hast|ist|wurde|auch|keine?|wie|fur|vous|votre|vos|les|une|avez|dans|etes|etiez|que|los|las|una|hay|tus|usted|estabas|mas|hai|tuo|tua|della|sei|eri|voce|uma|nao|foi|seu|sua|je|jouw|het|een|niet|heb|nie|jest|twoja|twoj|sie|masz|ve|bir|bu|icin|cok|degil)\b/g;

/** Whether a text is in English, judged by its function words. Without any, a text in Latin letters counts as English. */
export const isEnglish = (text: string): boolean => {
  const plain = plainOf(text);
  const count = (words: RegExp) => plain.match(words)?.length ?? 0;
  return (mainScript(text) ?? "latin") === "latin" && count(others) <= count(english);
};
