import { test } from "vitest";
import { judge } from "./oracle.ts";
import { Scene } from "./scene.ts";
import type { Fault, Outcome } from "./table/fault.ts";
import { faultOf } from "./table/table.ts";
import { witness } from "./witness.ts";

/** Texts that must not be in any log, from all rows run so far. */
export const confidential: string[] = [];

type Variant = { as?: string; outcome?: Partial<Outcome>; ownAccount?: boolean; settings?: Record<string, string> };

/** Settings with which Gemini gets every frame as it came, for rows about the bytes themselves. */
export const everyFrame = { GEMINI_TURN_TAKING: "automatic" };

/**
 * A test of one row of the table: `drive` injects the fault, the oracle judges the outcome. A variant injects the same fault in another
 * way, whose outcome may differ from the row's.
 */
export const fault = (
  id: Fault["id"],
  drive: (scene: Scene) => Promise<void>,
  { as = "", outcome = {}, ownAccount = false, settings = {} }: Variant = {},
) => {
  const row = faultOf(id);
  test(`${id} ${row.fault}${as === "" ? "" : `, ${as}`}: ${row.expected}`, async ({ signal }) => {
    const scene = await Scene.open({ ownAccount, settings, signal });
    try {
      await drive(scene);
      const expected = { ...row.outcome, ...outcome, ...scene.expected };
      if (expected.status !== "PENDING") await scene.settle();
      judge(await scene.evidence(), expected);
    } catch (cause) {
      if (cause instanceof Error) cause.message += `\nThe object's last lines:\n${witness.logged.slice(-30).join("\n")}`;
      throw cause;
    } finally {
      confidential.push(...scene.confidential, ...scene.said.map(({ content }) => content));
      await scene.close();
    }
  });
};
