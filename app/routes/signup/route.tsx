import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { leadPast } from "../../auth/lead-past.server.ts";
import { sameSitePath } from "../../auth/redirect-to.server.ts";
import { signUp } from "../../auth/sign-up.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm, shownAgain } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { SignupPage } from "./signup-page.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () =>
  pageMeta("Create an account · PrepPal", "Create a PrepPal account and start your first mock interview right away.");

const wanted = (request: Request) => new URL(request.url).searchParams.get("redirectTo");

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const redirectTo = sameSitePath(wanted(request), "/dashboard");
  await leadPast(request, context, redirectTo);
  return { redirectTo };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const form = await readForm(request);
  const { isSignedIn, errors, status, headers, task } = await signUp(request, openApp(context), form);
  if (isSignedIn) return redirect(sameSitePath(form["redirectTo"] ?? wanted(request), "/dashboard"), { headers });
  return data({ values: { name: shownAgain(form["name"]), email: shownAgain(form["email"]) }, errors, task }, { status, headers });
};

export default function Signup() {
  const { redirectTo } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <SignupPage
      values={refused?.values ?? { name: "", email: "" }}
      errors={refused?.errors ?? {}}
      task={refused?.task ?? null}
      redirectTo={redirectTo}
    />
  );
}
