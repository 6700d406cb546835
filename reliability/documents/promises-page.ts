import { readdir, readFile } from "node:fs/promises";
import { type GeneratedFile, generatedFile } from "../../scripts/documents/generated.ts";
import { tableOf, withTables } from "../../scripts/documents/tables.ts";
import { promises } from "../faults/table/promises.ts";
import { faultTable } from "../faults/table/table.ts";

const path = "docs/promises.md";
const root = new URL("../../", import.meta.url);

/** docs/promises.md, with its tables regenerated from the promises, the fault table and the tests that inject its faults. */
export const promisesDocument = async (): Promise<GeneratedFile> => {
  const drivers = await driversOf();
  const watching = (promise: string) => faultTable.filter((row) => row.promises?.some((it) => it === promise)).map(({ id }) => id);
  return generatedFile(
    path,
    withTables(path, await readFile(new URL(path, root), "utf8"), {
      promises: tableOf(
        ["promise", "what holds", "watched by"],
        Object.entries(promises).map(([promise, words]) => [promise, words, watching(promise).join(" ")]),
      ),
      faults: tableOf(
        ["fault", "what fails", "how it is brought about", "what must come of it", "test"],
        faultTable.map(({ id, fault, injection, expected }) => [
          id,
          ...[fault, injection, expected].map((cell) => cell.replaceAll("|", "\\|")),
          (drivers.get(id) ?? []).map((file) => `[${file.split("/").at(-1)}](../${file})`).join(" "),
        ]),
      ),
    }),
  );
};

/** The test files that inject each fault, by the id of its row. */
export const driversOf = async (): Promise<Map<string, string[]>> => {
  const folders = ["reliability/faults/rows", "reliability/faults/processes"];
  const files = (
    await Promise.all(folders.map(async (folder) => (await readdir(new URL(folder, root))).map((name) => `${folder}/${name}`)))
  )
    .flat()
    .filter((file) => file.endsWith(".ts"))
    .toSorted();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, root), "utf8")));
  return new Map(faultTable.map(({ id }) => [id, files.filter((_, at) => new RegExp(`["\`]${id}["\` ]`).test(texts[at] ?? ""))]));
};
