import { open, writeFile } from "node:fs/promises";
import { exploreCall } from "../../machines/models/call-model.ts";
import type { MachinePath } from "../../machines/models/chart-model.ts";
import type { Exploration } from "../../machines/models/exploration.ts";
import { exploreFeedback } from "../../machines/models/feedback-model.ts";
import { exploreInterview } from "../../machines/models/interview-model.ts";
import { fileNamed, readArguments } from "../arguments.ts";
import { main } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";

const charts: Readonly<Record<string, () => Promise<Exploration>>> = {
  interview: exploreInterview,
  call: exploreCall,
  feedback: exploreFeedback,
};

/** Looked at before the walk, which takes a minute; what the file holds is replaced after it. */
const writable = async (path: string): Promise<string> => {
  const file = await open(path, "a").catch((cause: unknown) => {
    throw new SetupError(`The paths cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  await file.close();
  return path;
};

const line = {
  call: "npm run coverage:machines -- [interview] [call] [feedback] [--paths FILE]",
  does: "Prints how completely the generated paths cover the charts. Exits 1 if something is not covered.",
  options: { paths: { value: "FILE", does: "writes the few paths that cover as much, as JSON by chart" } },
  takesNames: true,
} as const;

main(async () => {
  const { values, names } = readArguments(line);
  const unknown = names.find((it) => !Object.hasOwn(charts, it));
  if (unknown !== undefined) throw new SetupError(`There is no chart ${unknown}: ${Object.keys(charts).join(", ")}.`);
  const file = values.paths === undefined ? null : await writable(fileNamed(values.paths));
  const found: Record<string, readonly MachinePath[]> = {};
  for (const [chart, explore] of Object.entries(charts)) {
    if (names.length > 0 && !names.includes(chart)) continue;
    const startedAtMs = performance.now();
    const { report, counts, steps, paths, missing } = await explore();
    const kinds = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    console.log(`${report}\n${kinds.join(", ")}: ${steps} steps in ${seconds} s; ${paths.length} of the paths cover as much\n`);
    if (missing.length > 0) process.exitCode = 1;
    found[chart] = paths;
  }
  if (file !== null) await writeFile(file, `${JSON.stringify(found, null, 2)}\n`);
});
