import { chartDocuments } from "../documents/chart-documents.ts";
import { writeOrCheck } from "../documents/generated.ts";

/** `npm run diagrams`: writes the charts into docs/diagrams; with `--check` exits 1 when one is stale. */
await writeOrCheck(await chartDocuments(), "npm run diagrams");
