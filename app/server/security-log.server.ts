import { networkOf } from "./address.server.ts";
import type { App } from "./load-context.server.ts";
import { log } from "./log.server.ts";
import { keyedHash } from "./secret.server.ts";

/** The events of the security log. docs/security.md says when each is written. */
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
 * Writes a line of the security log. The account is a keyed hash of its email, or of the key by which a limit counts it, so that lines
 * about one account can be matched but not traced to a person without SESSION_SECRET. The client's address is reduced to its network.
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
