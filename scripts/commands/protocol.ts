import { writeOrCheck } from "../documents/generated.ts";
import { protocolDocument } from "../documents/protocol-tables.ts";

/** `node scripts/commands/protocol.ts`: makes the tables of docs/protocol.md anew; with `--check` exits 1 when one is stale. */
await writeOrCheck([await protocolDocument()], "node scripts/commands/protocol.ts");
