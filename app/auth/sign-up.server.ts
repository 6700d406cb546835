import { askerOf } from "../limits/turns.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { fieldErrors } from "../server/request-input.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { breachedWords, isBreached } from "./breaches.server.ts";
import { signUpForm } from "./credentials.server.ts";
import { hashPassword } from "./password.server.ts";
import { askForProof, countOrProve, type Task, tooManyTries } from "./proof.server.ts";
import { signInHeaders } from "./sign-in-cookie.server.ts";
import { createUser } from "./users.server.ts";

type SignUpErrors = { name?: string; email?: string; password?: string; form?: string };
type SignUpOutcome = {
  isSignedIn: boolean;
  status: 302 | 400 | 409 | 429;
  errors: SignUpErrors;
  headers: Headers;
  task: Task | null;
};

const refused = (status: 400 | 409 | 429, errors: SignUpErrors, headers: HeadersInit = {}, task: Task | null = null): SignUpOutcome => ({
  isSignedIn: false,
  status,
  errors,
  headers: new Headers(headers),
  task,
});

/** Creates the account and signs it in. */
export const signUp = async (request: Request, app: App, form: Record<string, string>): Promise<SignUpOutcome> => {
  const parsed = signUpForm.safeParse({ name: "", email: "", password: "", ...form });
  if (!parsed.success) return refused(400, fieldErrors(parsed.error, ["name", "email", "password"]));
  const { name, email, password } = parsed.data;
  try {
    await countOrProve(request, app, { limit: "signUp", account: email }, form);
    if (await isBreached(app, password)) return refused(400, { password: breachedWords });
    const passwordHash = await hashPassword(password, askerOf(request, app));
    const user = await createUser(app.db, { name, email, passwordHash });
    if (!user) return refused(409, { email: "There is an account with this email already. Sign in instead." });
    logSecurity(request, app, "user.created", email);
    const headers = await signInHeaders(request, app, { email, shown: { userId: user.id, passwordHash } });
    return { isSignedIn: true, status: 302, errors: {}, headers: headers ?? new Headers(), task: null };
  } catch (error) {
    if (!(error instanceof LimitedError)) throw error;
    const task = await askForProof(request, app);
    return refused(429, { form: tooManyTries(task) }, error.headers, task);
  }
};
