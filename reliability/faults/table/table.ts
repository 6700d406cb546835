import { appFaults } from "./app.ts";
import { browserFaults } from "./browser.ts";
import type { Fault } from "./fault.ts";
import { geminiFaults } from "./gemini.ts";
import { openingFaults } from "./opening.ts";
import { platformFaults } from "./platform.ts";
import { reportFaults } from "./report.ts";

/** What can fail and how each must come out: docs/promises.md is made from it. */
export const faultTable: Fault[] = [...openingFaults, ...geminiFaults, ...browserFaults, ...appFaults, ...platformFaults, ...reportFaults];

/** Throws for an id that the table does not have. */
export const faultOf = (id: Fault["id"]): Fault => {
  const row = faultTable.find((it) => it.id === id);
  if (!row) throw new Error(`The table has no ${id}`);
  return row;
};
