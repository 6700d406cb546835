/** A label of the recogniser: "<noise>", "<ctrl46>", "<no speech>". Nobody says angle brackets. */
const label = /<\/?\p{L}[\p{L}\p{N}\s_/-]{0,30}>/gu;
/** A label whose end has not come yet, or never will. */
const openLabel = /<(?:\/?\p{L}[\p{L}\p{N}\s_/-]{0,30}|\/)?$/u;

/**
 * The spoken words of a recogniser's text, without its labels; "" if only labels and punctuation are left. Half of a letter becomes U+FFFD:
 * the storage would return it as three of them.
 */
export const spokenIn = (heard: string): string => {
  const text = heard.toWellFormed().replaceAll("\0", "");
  const said = text.includes("<")
    ? text
        .replace(label, " ")
        .replace(openLabel, "")
        .replace(/\s{2,}/gu, " ")
        .replace(/\s+(?=[.,;:!?])/gu, "")
    : text;
  return /[\p{L}\p{N}]/u.test(said) ? said.trim() : "";
};
