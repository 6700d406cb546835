import * as z from "zod";
import type { App } from "../server/load-context.server.ts";
import { isSameSecret, keyedHash } from "../server/secret.server.ts";

/** What was deleted with an account; `at` is ISO 8601 UTC. It does not say whose account it was. */
export type Receipt = { at: string; interviews: number; entries: number };

const seal = ({ env }: App, { at, interviews, entries }: Receipt): string =>
  keyedHash(env.SESSION_SECRET, `receipt ${at} ${interviews} ${entries}`).slice(0, 24);

/** A receipt as one line that the operator can check: `<at>_<interviews>_<entries>_<seal>`. */
export const writeReceipt = (app: App, receipt: Receipt): string =>
  [receipt.at, receipt.interviews, receipt.entries, seal(app, receipt)].join("_");

const parts = z.tuple([z.iso.datetime(), z.coerce.number().int().nonnegative(), z.coerce.number().int().nonnegative(), z.string()]);

/** Reads a receipt; null for one that was not written here. */
export const readReceipt = (app: App, text: string | null): Receipt | null => {
  const read = parts.safeParse((text ?? "").slice(0, 100).split("_"));
  if (!read.success) return null;
  const [at, interviews, entries, sealed] = read.data;
  return isSameSecret(sealed, seal(app, { at, interviews, entries })) ? { at, interviews, entries } : null;
};
