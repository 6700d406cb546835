import type { Feedback, InputEntry } from "../../../contract/report.ts";
import type { Interview } from "../../../contract/app-api.ts";
import type { Delivery } from "../delivery/delivery.ts";

/** All that a file of an interview's feedback is made from. */
export type Exported = { interview: Interview; feedback: Feedback; delivery: Delivery; entries: InputEntry[] };

/** The feedback as it is stored, for programs; `version` is of this format. */
export const reportJson = ({ interview, feedback, delivery, entries }: Exported): string =>
  JSON.stringify({ version: 1, interview, feedback, measures: delivery, transcript: entries }, null, 2);
