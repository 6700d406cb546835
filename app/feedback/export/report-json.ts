import type { Feedback, InputEntry } from "../../../contract/report.ts";
import type { Interview } from "../../../contract/app-api.ts";
import type { Delivery } from "../delivery/delivery.ts";

/** What an exported file is made from. */
export type Exported = { interview: Interview; feedback: Feedback; delivery: Delivery; entries: InputEntry[] };

/** The feedback for programs, as stored. `version` is that of this format. */
export const reportJson = ({ interview, feedback, delivery, entries }: Exported): string =>
  JSON.stringify({ version: 1, interview, feedback, measures: delivery, transcript: entries }, null, 2);
