import { appFaults } from "./app.ts";
import { browserFaults } from "./browser.ts";
import type { Fault } from "./fault.ts";
import { geminiFaults } from "./gemini.ts";
import { openingFaults } from "./opening.ts";
import { platformFaults } from "./platform.ts";
import { reportFaults } from "./report.ts";

/** The faults and how each must come out. docs/promises.md is made from it. */
export const faultTable: Fault[] = [...openingFaults, ...geminiFaults, ...browserFaults, ...appFaults, ...platformFaults, ...reportFaults];

/** The row with this id. Throws if the table has none. */
export const faultOf = (id: Fault["id"]): Fault => {
  const row = faultTable.find((it) => it.id === id);
  if (!row) throw new Error(`The table has no ${id}`);
  return row;
};
