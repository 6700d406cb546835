import { writeOrCheck } from "./generated.ts";
import { protocolDocument } from "./protocol-tables.ts";

/** `node scripts/protocol.ts`: makes the tables of docs/protocol.md anew; with `--check` exits 1 when one is stale. */
await writeOrCheck([await protocolDocument()], "node scripts/protocol.ts");
