import { createHash } from "node:crypto";
import type { App } from "../server/load-context.server.ts";
import { errorFacts, log } from "../server/log.server.ts";

const answerMs = 2_000;
const prefixLength = 5;

/** What a form says of a password that has leaked. */
export const breachedWords = "This password has leaked elsewhere. Choose another.";

/**
 * Whether a password has leaked, if the operator has passwords looked up (`PASSWORD_BREACH_CHECK`). Only five of the forty characters of
 * its SHA-1 are sent, and the answer is padded so that its length tells nothing either. A list that does not answer in time is logged
 * and keeps nobody out.
 */
export const isBreached = async ({ env }: App, password: string): Promise<boolean> => {
  if (!env.PASSWORD_BREACH_CHECK) return false;
  const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
  try {
    const response = await fetch(`https://api.pwnedpasswords.com/range/${hash.slice(0, prefixLength)}`, {
      headers: { "Add-Padding": "true", "User-Agent": "PrepPal" },
      signal: AbortSignal.timeout(answerMs),
    });
    if (!response.ok) throw new Error(`the list answered ${response.status}`);
    const suffix = hash.slice(prefixLength);
    // Padding has the count 0.
    return (await response.text()).split(/\r?\n/).some((line) => line.startsWith(`${suffix}:`) && !line.endsWith(":0"));
  } catch (error) {
    log("breaches.unreachable", errorFacts(error));
    return false;
  }
};
