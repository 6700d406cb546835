import { writeFile } from "node:fs/promises";
import { promisesDocument } from "../../reliability/documents/promises-page.ts";
import { measureAlone, measureErrors } from "../../sound/testing/accuracy.ts";
import { detectorDocument } from "../../sound/testing/detector-page.ts";
import { readArguments } from "../arguments.ts";
import { architectureDocument } from "../documents/architecture.ts";
import { chartDocuments } from "../documents/chart-documents.ts";
import { staleAmong } from "../documents/generated.ts";
import { protocolDocument } from "../documents/protocol-tables.ts";
import { main } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";

const line = {
  call: "npm run documents -- [--check]",
  does: "Writes anew what the pages of docs/ take from code.",
  options: { check: { does: "writes nothing, and fails if anything is stale" } },
} as const;

main(async () => {
  const { values: asked } = readArguments(line);
  const documents = [
    ...(await chartDocuments()),
    await protocolDocument(),
    await architectureDocument(),
    await promisesDocument(),
    await detectorDocument({ errors: measureErrors(), alone: measureAlone() }),
  ];
  const stale = await staleAmong(documents);
  if (asked.check && stale.length > 0)
    throw new SetupError(`Stale: ${stale.join(", ")}. Run \`npm run documents\` and commit what it writes.`);
  for (const { path, text } of documents.filter((document) => stale.includes(document.path))) {
    await writeFile(path, text);
    console.log(`wrote ${path}`);
  }
});
