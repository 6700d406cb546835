import type { ReportInput } from "../../../contract/report.ts";
import { type Delivery, deliveryOf } from "./delivery.ts";
import { withoutNotes } from "../notes.ts";
import { usedText } from "../used-text.ts";

/** How an interview was spoken, by what counts of its lines: as corrected, without what was taken back and without a recogniser's notes. */
export const measuresOf = ({ setup, entries, session }: ReportInput): Delivery =>
  deliveryOf({
    transcript: entries.map((entry) => ({ ...entry, content: withoutNotes(usedText(entry)) })),
    session,
    language: setup.language ?? "en",
  });
