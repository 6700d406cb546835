import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import { countRequest, type Counted, uncountRequest } from "../limits/limits.server.ts";
import { askerOf } from "../limits/turns.server.ts";
import type { App } from "../server/load-context.server.ts";
import { logSecurity } from "../server/security-log.server.ts";
import { textFields } from "../server/request-input.server.ts";
import { signInForm } from "./credentials.server.ts";
import { knownDevice } from "./device.server.ts";
import { isPasswordOf, nobodysHash } from "./password.server.ts";
import { countOrProve } from "./proof.server.ts";
import { findCredentials, type Shown } from "./users.server.ts";

/** One answer for every cause: a wrong password and an unknown account look and cost the same. */
export class SignInRefusedError extends Error {
  override name = "SignInRefusedError";
}

/** Counts the guess, separately if the account has signed in on this device before. Throws LimitedError. */
const countGuess = async (request: Request, app: App, email: string, form: Record<string, string>): Promise<Counted> => {
  const device = await knownDevice(request, app, email);
  if (device === null) return countOrProve(request, app, { limit: "signIn", account: email }, form);
  const counted = { limit: "signInOnKnownDevice", account: `${email} ${device}` } as const;
  await countRequest(request, app, counted);
  return counted;
};

const longestName = 254;
const nameOf = (form: FormData) => String(form.get("email")).slice(0, longestName).trim().toLowerCase();

/** Signs in by e-mail and password. Throws {@link SignInRefusedError} or LimitedError. */
export const authenticator = (app: App) =>
  new Authenticator<{ email: string; shown: Shown }>().use(
    new FormStrategy(async ({ form, request }) => {
      const parsed = signInForm.safeParse(Object.fromEntries(form));
      const { email, password } = parsed.success ? parsed.data : { email: nameOf(form), password: "" };
      const counted = await countGuess(request, app, email, textFields(form));
      const credentials = parsed.success ? await findCredentials(app.db, { email }) : undefined;
      const isRight = await isPasswordOf(credentials?.passwordHash ?? nobodysHash, password, askerOf(request, app));
      if (!credentials || !isRight) {
        logSecurity(request, app, "signIn.refused", email);
        throw new SignInRefusedError("email or password");
      }
      await uncountRequest(request, app, counted);
      logSecurity(request, app, "signIn.accepted", email);
      return { email, shown: { userId: credentials.id, passwordHash: credentials.passwordHash } };
    }),
    "password",
  );
