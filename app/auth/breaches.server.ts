import { createHash } from "node:crypto";
import type { App } from "../server/load-context.server.ts";
import { errorFacts, log } from "../server/log.server.ts";

const answerMs = 2_000;
const prefixLength = 5;

/** What a form says of a password that has leaked. */
export const breachedWords = "This password has leaked elsewhere. Choose another.";

/**
 * Whether a password is among those that have leaked, where the operator has it looked up (`PASSWORD_BREACH_CHECK`). Five of the forty
 * characters of its SHA-1 leave the house, and the answer is padded, so that its length says nothing either. Who does not answer in
 * time keeps nobody out: that is logged.
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
    // What is padding has the count 0.
    return (await response.text()).split(/\r?\n/).some((line) => line.startsWith(`${suffix}:`) && !line.endsWith(":0"));
  } catch (error) {
    log("breaches.unreachable", errorFacts(error));
    return false;
  }
};
