import { writeOrCheck } from "../../scripts/documents/generated.ts";
import { promisesDocument } from "./promises-page.ts";

/** `node reliability/documents/write-promises.ts`: makes the tables of docs/promises.md anew; with `--check` exits 1 when one is stale. */
await writeOrCheck([await promisesDocument()], "node reliability/documents/write-promises.ts");
