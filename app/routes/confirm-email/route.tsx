import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeEmail, emailOfLink } from "../../auth/email-change.server.ts";
import { limitedPage } from "../../server/limited.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { profileAfter } from "../profile/saved.ts";
import { ConfirmEmailPage } from "./confirm-email-page.tsx";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction<typeof loader> = ({ data: given }) =>
  pageMeta(
    given?.link === null ? "This link no longer works · PrepPal" : "Confirm your email · PrepPal",
    "Confirm the new email of your PrepPal account.",
  );

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  const email = await emailOfLink(request, openApp(context), token).catch(limitedPage);
  return { link: email === null ? null : { token, email } };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const { token = "" } = await readForm(request);
  const outcome = await changeEmail(request, openApp(context), token).catch(limitedPage);
  return outcome === "done" ? redirect(profileAfter("confirmed")) : data({ outcome }, { status: outcome === "taken" ? 409 : 400 });
};

export default function ConfirmEmail() {
  const { link } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <ConfirmEmailPage link={refused?.outcome === "badLink" ? null : link} isTaken={refused?.outcome === "taken"} />;
}
