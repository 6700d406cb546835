import { countRequest, uncountRequest } from "../limits/limits.server.ts";
import { askerOf } from "../limits/turns.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { isPasswordOf, nobodysHash } from "./password.server.ts";
import { findCredentials, type Shown, type User } from "./users.server.ts";

type Unconfirmed = { words: string; status: 400 | 429; headers: Record<string, string> };

/** The password is not theirs, or no longer. */
export const notTheirs: Unconfirmed = { words: "That is not your current password.", status: 400, headers: {} };

const missing: Unconfirmed = { words: "Enter your password.", status: 400, headers: {} };

/**
 * Checks the password that a signed-in person has entered again, before something that only they may do. Answers a refusal, or what they
 * have shown, by which the change must be stored (see `accountOf`). Guesses have a limit of their own here, which nobody outside the
 * account can use up.
 */
export const confirm = async (request: Request, app: App, user: User, password: string): Promise<Unconfirmed | Shown> => {
  if (password === "") return missing;
  const counted = { limit: "confirmation", account: user.id } as const;
  try {
    await countRequest(request, app, counted);
    const credentials = await findCredentials(app.db, { email: user.email });
    const { passwordHash } = credentials ?? { passwordHash: nobodysHash };
    if (password.length > 128 || !(await isPasswordOf(passwordHash, password, askerOf(request, app)))) {
      logSecurity(request, app, "password.refused", user.email);
      return notTheirs;
    }
    await uncountRequest(request, app, counted);
    return { userId: user.id, passwordHash };
  } catch (error) {
    return limitedTo(error);
  }
};

/** A reached limit as a form says it. Rethrows any other error. */
export const limitedTo = (error: unknown): Unconfirmed => {
  if (error instanceof LimitedError) return { words: "Too many attempts. Try again later.", status: 429, headers: error.headers };
  throw error;
};
