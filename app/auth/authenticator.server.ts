import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import { findCredentials } from "./users.server.ts";
import type { App } from "../server/load-context.server.ts";
import { log } from "../server/log.server.ts";
import { overLimit, uncountRequest } from "../limits/limits.server.ts";
import { signInForm } from "./credentials.server.ts";
import { isPasswordOf, nobodysHash } from "./password.server.ts";

/** One answer for every cause: a wrong password and an unknown account look and cost the same. */
export class SignInRefusedError extends Error {
  override name = "SignInRefusedError";
}

export class SignInLimitedError extends Error {
  override name = "SignInLimitedError";
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super("too many attempts");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Signs in by e-mail and password. Throws {@link SignInRefusedError} or {@link SignInLimitedError}. */
export const authenticator = (app: App) =>
  new Authenticator<{ userId: string }>().use(
    new FormStrategy(async ({ form, request }) => {
      const parsed = signInForm.safeParse(Object.fromEntries(form));
      const { email, password } = parsed.success ? parsed.data : { email: "", password: "" };
      const wait = await overLimit(request, app, "signIn", email);
      if (wait !== null) throw new SignInLimitedError(wait);
      const credentials = parsed.success ? await findCredentials(app.db, { email }) : undefined;
      const isRight = await isPasswordOf(credentials?.passwordHash ?? nobodysHash, password);
      if (!credentials || !isRight) {
        log("signIn.refused");
        throw new SignInRefusedError("email or password");
      }
      await uncountRequest(request, app, "signIn", email);
      return { userId: credentials.id };
    }),
    "password",
  );
