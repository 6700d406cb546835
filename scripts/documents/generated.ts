import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";

/** A file that is made from code: its path from the root of the repository, and what it must hold. */
export type GeneratedFile = { readonly path: string; readonly text: string };

const root = new URL("../../", import.meta.url);

/** Formats the text as `npm run format` would. */
export const generatedFile = async (path: string, text: string): Promise<GeneratedFile> => {
  const filepath = fileURLToPath(new URL(path, root));
  return { path, text: await format(text, { ...(await resolveConfig(filepath)), filepath }) };
};

/** The paths of those files that do not hold what they must. */
export const staleAmong = async (files: readonly GeneratedFile[]): Promise<string[]> => {
  const held = await Promise.all(files.map(({ path }) => readFile(new URL(path, root), "utf8").catch(() => null)));
  return files.filter(({ text }, index) => held[index] !== text).map(({ path }) => path);
};
