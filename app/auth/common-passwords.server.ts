/** The passwords of eight characters and more of @zxcvbn-ts/language-common 4.1.3 (MIT), lower case, one a line, sorted. */
import list from "./common-passwords.txt?raw";

const product = "preppal";
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

const isListed = (password: string) => list.includes(`\n${password}\n`) || list.startsWith(`${password}\n`);

/** Whether a password is among the first that are tried: a known one, even with signs around it, one repeated character, or our name. */
export const isGuessable = (password: string): boolean => {
  const lower = password.toLowerCase();
  if (lower.includes(product) || new Set(lower).size === 1) return true;
  return isListed(lower) || isListed(lower.replaceAll(edges, ""));
};
