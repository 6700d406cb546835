import { data, redirect } from "@remix-run/cloudflare";
import { changedPassword, personName } from "../../auth/credentials.server.ts";
import { hashPassword, isPasswordOf, nobodysHash } from "../../auth/password.server.ts";
import { signInHeaders, signOutHeaders } from "../../auth/session.server.ts";
import { changePassword, deleteUser, findCredentials, renameUser, type User } from "../../auth/users.server.ts";
import { forgetLiveSessions, revokeLiveSessions } from "../../interviews/live-session.server.ts";
import { countRequest, uncountRequest } from "../../limits/limits.server.ts";
import { addressOf } from "../../server/address.server.ts";
import { LimitedError } from "../../server/limited.server.ts";
import type { App } from "../../server/load-context.server.ts";
import { logSecurity } from "../../server/security-log.server.ts";
import { homeAfterDeletion } from "../_index/goodbye.ts";
import { profileAfter } from "./saved.ts";

type Fields = Record<string, string>;
export type AccountErrors = { name?: string; currentPassword?: string; newPassword?: string; password?: string; form?: string };

/** What the profile's forms ask for: `intent` rename (`name`), password (`currentPassword`, `newPassword`) or delete (`password`). */
export const changeAccount = (request: Request, app: App, user: User, fields: Fields) => {
  switch (fields["intent"]) {
    case "rename":
      return rename(app, user, fields["name"] ?? "");
    case "password":
      return setPassword(request, app, user, fields);
    case "delete":
      return remove(request, app, user, fields["password"] ?? "");
    default:
      return refused({ form: "This form asks for nothing we know." });
  }
};

const refused = (errors: AccountErrors, status = 400, headers: HeadersInit = {}) => data({ errors }, { status, headers });

const rename = async (app: App, user: User, wanted: string) => {
  const name = personName.safeParse(wanted);
  if (!name.success) return refused({ name: name.error.issues[0]?.message ?? "" });
  await renameUser(app.db, { userId: user.id, name: name.data });
  return redirect(profileAfter("rename"));
};

const setPassword = async (request: Request, app: App, user: User, fields: Fields) => {
  const current = fields["currentPassword"] ?? "";
  const wanted = changedPassword({ email: user.email, current }).safeParse(fields["newPassword"] ?? "");
  if (!wanted.success) return refused({ newPassword: wanted.error.issues[0]?.message ?? "" });
  const passwordHash = await confirmed(request, app, user, current, () => hashPassword(wanted.data, addressOf(request)));
  if (typeof passwordHash !== "string") return refused({ currentPassword: passwordHash.words }, passwordHash.status, passwordHash.headers);
  await changePassword(app.db, { userId: user.id, passwordHash });
  logSecurity(request, app, "user.passwordChanged", user.email);
  app.afterAnswer(revokeLiveSessions(app, { userId: user.id }));
  const headers = await signInHeaders(request, app, { userId: user.id, email: user.email });
  return redirect(profileAfter("password"), { headers });
};

const remove = async (request: Request, app: App, user: User, password: string) => {
  const interviewIds = await confirmed(request, app, user, password, () => deleteUser(app.db, { userId: user.id }));
  if (!Array.isArray(interviewIds)) return refused({ password: interviewIds.words }, interviewIds.status, interviewIds.headers);
  logSecurity(request, app, "user.deleted", user.email, { interviews: interviewIds.length });
  app.afterAnswer(forgetLiveSessions(app, interviewIds));
  return redirect(homeAfterDeletion, { headers: await signOutHeaders(request, app) });
};

type Unconfirmed = { words: string; status: 400 | 429; headers: Record<string, string> };

/** Does what needs the account's password. Guesses here are counted by themselves: nobody outside the account can use them up. */
const confirmed = async <Done>(
  request: Request,
  app: App,
  user: User,
  password: string,
  work: () => Promise<Done>,
): Promise<Done | Unconfirmed> => {
  const counted = { limit: "confirmation", account: user.id } as const;
  try {
    await countRequest(request, app, counted);
    const credentials = await findCredentials(app.db, { email: user.email });
    if (password.length > 128 || !(await isPasswordOf(credentials?.passwordHash ?? nobodysHash, password, addressOf(request)))) {
      logSecurity(request, app, "password.refused", user.email);
      return { words: "That is not your current password.", status: 400, headers: {} };
    }
    await uncountRequest(request, app, counted);
    return await work();
  } catch (error) {
    if (error instanceof LimitedError) return { words: "Too many attempts. Try again later.", status: 429, headers: error.headers };
    throw error;
  }
};
