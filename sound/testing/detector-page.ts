import { readFile } from "node:fs/promises";
import { type GeneratedFile, generatedFile } from "../../scripts/documents/generated.ts";
import { tableOf, withTables } from "../../scripts/documents/tables.ts";
import { type measureAlone, type measureErrors, median, noises, snrDbs } from "./accuracy.ts";

const path = "docs/detector.md";

type Measured = { errors: ReturnType<typeof measureErrors>; alone: ReturnType<typeof measureAlone> };

/** docs/detector.md with its tables regenerated from what was measured. */
export const detectorDocument = async ({ errors, alone }: Measured): Promise<GeneratedFile> => {
  const table = (cell: (of: Measured["errors"]) => string) =>
    tableOf(
      ["noise", ...snrDbs.map((db) => `${db} dB`)],
      Object.keys(noises).map((noise) => [
        noise,
        ...snrDbs.map((db) => cell(errors.filter((it) => it.noise === noise && it.snrDb === db))),
      ]),
    );
  const spread = (values: number[]) => `${Math.round(median(values))} / ${Math.round(Math.max(...values))}`;
  const sum = (of: Measured["errors"], what: "missed" | "joined" | "strays") => of.reduce((all, { errors: it }) => all + it[what], 0);
  const dbs = [...new Set(alone.map(({ db }) => db))];
  return generatedFile(
    path,
    withTables(path, await readFile(new URL(`../../${path}`, import.meta.url), "utf8"), {
      starts: table((of) => spread(of.flatMap((it) => it.errors.starts))),
      gaps: table((of) => spread(of.flatMap((it) => it.errors.gaps))),
      found: table((of) => `${sum(of, "missed")} / ${sum(of, "joined")} / ${sum(of, "strays")}`),
      alone: tableOf(
        ["noise", ...dbs.map((db) => `${db} dBFS`.replace("-", "−"))],
        Object.keys(noises).map((noise) => [
          noise,
          ...dbs.map((db) => `${alone.find((it) => it.noise === noise && it.db === db)?.speechMs}`),
        ]),
      ),
    }),
  );
};
