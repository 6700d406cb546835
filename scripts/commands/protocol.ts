import { writeOrCheck } from "../documents/generated.ts";
import { architectureDocument } from "../documents/architecture.ts";
import { protocolDocument } from "../documents/protocol-tables.ts";

/** `node scripts/commands/protocol.ts`: makes the tables of docs/protocol.md and docs/architecture.md anew; with `--check` exits 1 when one is stale. */
await writeOrCheck([await protocolDocument(), await architectureDocument()], "node scripts/commands/protocol.ts");
