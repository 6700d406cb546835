import { createUser } from "./users.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { fieldErrors } from "../server/request-input.server.ts";
import { signUpForm } from "./credentials.server.ts";
import { overLimit } from "../limits/limits.server.ts";
import { hashPassword } from "./password.server.ts";
import { startSession } from "./session.server.ts";

export type SignUpErrors = { name?: string; email?: string; password?: string; form?: string };
export type SignUpOutcome = { setCookie: string } | { status: 400 | 409 | 429; errors: SignUpErrors; headers: Record<string, string> };

/** Creates the account and signs it in. */
export const signUp = async (request: Request, app: App, form: Record<string, string>): Promise<SignUpOutcome> => {
  const parsed = signUpForm.safeParse({ name: "", email: "", password: "", ...form });
  if (!parsed.success) return { status: 400, errors: fieldErrors(parsed.error, ["name", "email", "password"]), headers: {} };
  const { name, email, password } = parsed.data;
  const wait = await overLimit(request, app, "signUp", email);
  if (wait !== null) {
    return { status: 429, errors: { form: "Too many attempts. Wait a while, then try again." }, headers: { "Retry-After": String(wait) } };
  }
  const user = await createUser(app.db, { name, email, passwordHash: await hashPassword(password) });
  if (!user) return { status: 409, errors: { email: "There is an account with this email already. Sign in instead." }, headers: {} };
  log("user.created", { userId: user.id });
  return { setCookie: await startSession(request, app, { userId: user.id }) };
};
