import type { ReportInput } from "../contract/report.ts";
import { nameEntries } from "./entries.ts";

/** SHA-256 in hexadecimal over what a report is made from: the set-up and the text of each entry that counts. */
export const hashInput = async ({ setup, entries }: Pick<ReportInput, "setup" | "entries">): Promise<string> => {
  const used = nameEntries(entries).map(({ id, timestamp, text }) => [id, timestamp, text]);
  const bytes = new TextEncoder().encode(JSON.stringify([Object.entries(setup).toSorted(([a], [b]) => (a < b ? -1 : 1)), used]));
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
