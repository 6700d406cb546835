import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { limitedTo } from "../../auth/confirmation.server.ts";
import { changeEmail, emailOfLink } from "../../auth/email-change.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { profileAfter } from "../profile/saved.ts";
import { ConfirmEmailPage } from "./confirm-email-page.tsx";

export { pageAndActionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction<typeof loader> = ({ data: given }) =>
  pageMeta(
    given?.link === null && given.error === null ? "This link no longer works · PrepPal" : "Confirm your email · PrepPal",
    "Confirm the new email of your PrepPal account.",
  );

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  try {
    const email = await emailOfLink(request, openApp(context), token);
    return { link: email === null ? null : { token, email }, error: null };
  } catch (error) {
    return limited(error);
  }
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { token = "" } = await readForm(request);
  try {
    const outcome = await changeEmail(request, openApp(context), token);
    if (outcome === "done") return redirect(profileAfter("confirmed"));
    return data({ link: null, error: outcome === "taken" ? takenWords : null }, { status: outcome === "taken" ? 409 : 400 });
  } catch (error) {
    return limited(error);
  }
};

const takenWords = "Another account has this email by now. Choose another on your profile.";

const limited = (error: unknown) => {
  const { words, status, headers } = limitedTo(error);
  return data({ link: null, error: words }, { status, headers });
};

export default function ConfirmEmail() {
  const opened = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <ConfirmEmailPage {...(refused ?? opened)} />;
}
