import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import { limitedTo } from "../../auth/confirmation.server.ts";
import { isResetLink, resetPassword } from "../../auth/reset.server.ts";
import { signOutHeaders } from "../../auth/sign-in-cookie.server.ts";
import { revokeTokens } from "../../interviews/revocations.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { ResetPage } from "./reset-page.tsx";

export { pageAndActionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction<typeof loader> = ({ data: link }) =>
  pageMeta(
    link?.token === null ? "This link no longer works · PrepPal" : "Choose a new password · PrepPal",
    "Choose a new password for your PrepPal account.",
  );

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const token = new URL(request.url).searchParams.get("token") ?? "";
  try {
    return { token: (await isResetLink(request, openApp(context), token)) ? token : null, error: null };
  } catch (error) {
    const { words, status, headers } = limitedTo(error);
    return data({ token, error: words }, { status, headers });
  }
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const app = openApp(context);
  const { token = "", password = "" } = await readForm(request);
  const reset = await resetPassword(request, app, { token, password });
  switch (reset.outcome) {
    case "done":
      app.afterAnswer(revokeTokens(app, { userId: reset.userId }));
      return redirect("/login?after=reset", { headers: await signOutHeaders(request, app) });
    case "badLink":
      return data({ token: null, error: null }, { status: 400 });
    case "refused":
      return data({ token, error: reset.error }, { status: reset.status, headers: reset.headers });
  }
};

export default function ResetPassword() {
  const link = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return <ResetPage {...(refused ?? link)} />;
}
