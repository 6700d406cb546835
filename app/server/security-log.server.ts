import { networkOf } from "./address.server.ts";
import type { App } from "./load-context.server.ts";
import { log } from "./log.server.ts";
import { keyedHash } from "./secret.server.ts";

/** What the security log tells of; docs/security.md says when each is written. */
type SecurityEvent =
  | "user.created"
  | "user.passwordChanged"
  | "user.passwordReset"
  | "user.emailChanged"
  | "user.blocked"
  | "user.unblocked"
  | "user.deleted"
  | "signIn.accepted"
  | "signIn.refused"
  | "signIn.ended"
  | "password.refused"
  | "password.forgotten"
  | "passkey.added"
  | "passkey.removed"
  | "passkey.refused"
  | "admin.refused"
  | "bearer.refused"
  | "limit.reached";

/**
 * One line of the security log. The account stands as a keyed hash of its e-mail address, or of what a limit counts it by, so that lines
 * about one account can be found together and not be turned back into a person without SESSION_SECRET; the address stands as its network.
 */
export const logSecurity = (
  request: Request,
  { env }: App,
  event: SecurityEvent,
  account: string | null,
  facts: Record<string, string | number> = {},
): void =>
  log(event, {
    ...facts,
    account: account === null ? null : keyedHash(env.SESSION_SECRET, `account ${account}`).slice(0, 16),
    network: networkOf(request),
  });
