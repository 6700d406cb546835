import { writeOrCheck } from "../../scripts/documents/generated.ts";
import { measureAlone, measureErrors } from "./accuracy.ts";
import { detectorDocument } from "./detector-page.ts";

/** `node sound/testing/write-detector.ts`: makes the tables of docs/detector.md anew; with `--check` exits 1 when one is stale. */
await writeOrCheck([await detectorDocument({ errors: measureErrors(), alone: measureAlone() })], "node sound/testing/write-detector.ts");
