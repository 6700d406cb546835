import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { askForNewPassword } from "../../auth/forgotten.server.ts";
import { isMailInLog } from "../../mail/mail.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm, shownAgain } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { ForgotPage } from "./forgot-page.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () => pageMeta("Forgot your password · PrepPal", "Get back into your PrepPal account by mail.");

export const loader = ({ request, context }: LoaderFunctionArgs) => ({
  isAsked: new URL(request.url).searchParams.has("asked"),
  isMailInLog: isMailInLog(request, openApp(context)),
});

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { email = "" } = await readForm(request);
  const { status, error, headers } = await askForNewPassword(request, openApp(context), email);
  return error === null ? redirect("/forgot?asked") : data({ email: shownAgain(email), error }, { status, headers });
};

export default function Forgot() {
  const refused = useActionData<typeof action>();
  return <ForgotPage {...useLoaderData<typeof loader>()} email={refused?.email ?? ""} error={refused?.error ?? null} />;
}
