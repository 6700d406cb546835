import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authenticator, SignInRefusedError } from "../../auth/authenticator.server.ts";
import { tellOfNewDevice } from "../../auth/new-device.server.ts";
import { leadPast } from "../../auth/lead-past.server.ts";
import { askForProof, tooManyTries } from "../../auth/proof.server.ts";
import { sameSitePath } from "../../auth/redirect-to.server.ts";
import { signInHeaders } from "../../auth/sign-in-cookie.server.ts";
import { LimitedError } from "../../server/limited.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm, shownAgain } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { LoginPage, type LoginPageProps } from "./login-page.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () =>
  pageMeta("Sign in · PrepPal", "Sign in to PrepPal to start a mock interview or to read an earlier one.");

const wrong = "The email or the password is not right.";
const noEmail = { email: "Enter your email" };
const noPassword = { password: "Enter your password" };
const wanted = (request: Request) => new URL(request.url).searchParams.get("redirectTo");

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const redirectTo = sameSitePath(wanted(request), "/dashboard");
  await leadPast(request, context, redirectTo);
  return { redirectTo, isAfterReset: new URL(request.url).searchParams.get("after") === "reset" };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const app = openApp(context);
  const form = await readForm(request.clone());
  const refused = async (status: number, errors: LoginPageProps["errors"], headers: HeadersInit = {}) => {
    const task = status === 429 || form["proof"] ? await askForProof(request, app) : null;
    const shown = status === 429 ? { form: tooManyTries(task) } : errors;
    return data({ values: { email: shownAgain(form["email"]) }, errors: shown, task }, { status, headers });
  };
  // The strategy needs a form with both fields. A body that is not one names no account.
  if (form["email"] === undefined || form["password"] === undefined) return refused(400, { form: wrong });
  const missing = { ...(form["email"].trim() === "" ? noEmail : {}), ...(form["password"] === "" ? noPassword : {}) };
  // An empty field is not a guess, so it is not counted.
  if (Object.keys(missing).length > 0) return refused(400, missing);
  try {
    const signedIn = await authenticator(app).authenticate("password", request);
    const headers = await signInHeaders(request, app, signedIn);
    if (!headers) return refused(400, { form: wrong });
    await tellOfNewDevice(request, app, signedIn);
    return redirect(sameSitePath(form["redirectTo"] ?? wanted(request), "/dashboard"), { headers });
  } catch (error) {
    if (error instanceof LimitedError) return refused(429, {}, error.headers);
    if (error instanceof SignInRefusedError) return refused(400, { form: wrong });
    throw error;
  }
};

export default function Login() {
  const { redirectTo, isAfterReset } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <LoginPage
      values={refused?.values ?? { email: "" }}
      errors={refused?.errors ?? {}}
      redirectTo={redirectTo}
      task={refused?.task ?? null}
      isAfterReset={isAfterReset && !refused}
    />
  );
}
