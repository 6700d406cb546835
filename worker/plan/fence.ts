import { printable } from "../../contract/text.ts";

/** A text of the candidate's as data for a model, cut at `longest` characters; nothing where it is empty. */
export const fence = (name: string, text: string | null, longest: number): string => {
  const inside = clean(text ?? "").slice(0, longest);
  return inside === "" ? "" : `<<<${name}\n${inside}\n${name}>>>`;
};

/** Printable, and without anything that looks like a fence. */
export const clean = (text: string): string =>
  printable(text)
    .replace(/<{3,}|>{3,}/g, " ")
    .trim();
