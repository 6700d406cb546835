import { readFile } from "node:fs/promises";
import { type GeneratedFile, generatedFile } from "./generated.ts";
import { mayImport } from "./imports.ts";
import { tableOf, withTables } from "./tables.ts";

const path = "docs/architecture.md";

/** docs/architecture.md with its table of imports made anew from import-rules.json. */
export const architectureDocument = async (): Promise<GeneratedFile> => {
  const rows = Object.entries(mayImport).map(([room, rooms]) => [
    `\`${room}\``,
    rooms.map((it) => `\`${it}\``).join(" ") || "nothing of ours",
  ]);
  const page = await readFile(new URL(`../../${path}`, import.meta.url), "utf8");
  return generatedFile(path, withTables(path, page, { imports: tableOf(["room", "may import"], rows) }));
};
