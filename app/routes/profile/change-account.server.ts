import { data, redirect } from "@remix-run/cloudflare";
import { newPassword, personName } from "../../auth/credentials.server.ts";
import { overLimit, uncountRequest } from "../../limits/limits.server.ts";
import { hashPassword, isPasswordOf, nobodysHash } from "../../auth/password.server.ts";
import { endSession, sessionKey } from "../../auth/session.server.ts";
import { forgetLiveSessions } from "../../interviews/live-session.server.ts";
import { changePassword, deleteUser, findCredentials, renameUser, type User } from "../../auth/users.server.ts";
import type { App } from "../../server/load-context.server.ts";
import { log } from "../../server/log.server.ts";

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
  return redirect("/profile?saved=rename");
};

const setPassword = async (request: Request, app: App, user: User, fields: Fields) => {
  const wanted = newPassword.safeParse(fields["newPassword"] ?? "");
  if (!wanted.success) return refused({ newPassword: wanted.error.issues[0]?.message ?? "" });
  const problem = await passwordProblem(request, app, user, fields["currentPassword"] ?? "");
  if (problem) return refused({ currentPassword: problem.words }, problem.status, problem.headers);
  const keepIdHash = (await sessionKey(request, app)) ?? "";
  await changePassword(app.db, { userId: user.id, passwordHash: await hashPassword(wanted.data), keepIdHash });
  log("user.passwordChanged", { userId: user.id });
  return redirect("/profile?saved=password");
};

const remove = async (request: Request, app: App, user: User, password: string) => {
  const problem = await passwordProblem(request, app, user, password);
  if (problem) return refused({ password: problem.words }, problem.status, problem.headers);
  const interviewIds = await deleteUser(app.db, { userId: user.id });
  log("user.deleted", { userId: user.id, interviews: interviewIds.length });
  app.afterAnswer(forgetLiveSessions(app, interviewIds));
  return redirect("/", { headers: { "Set-Cookie": await endSession(request, app) } });
};

/** Guessing here counts as guessing at the sign-in. */
const passwordProblem = async (request: Request, app: App, user: User, password: string) => {
  const wait = await overLimit(request, app, "signIn", user.email);
  if (wait !== null) return { words: "Too many attempts. Try again later.", status: 429, headers: { "Retry-After": String(wait) } };
  const credentials = await findCredentials(app.db, { email: user.email });
  if (password.length > 128 || !(await isPasswordOf(credentials?.passwordHash ?? nobodysHash, password))) {
    return { words: "This is not your password.", status: 400, headers: {} };
  }
  await uncountRequest(request, app, "signIn", user.email);
  return null;
};
