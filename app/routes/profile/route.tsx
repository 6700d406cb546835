import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useActionData, useLoaderData } from "@remix-run/react";
import * as z from "zod";
import { requireUser } from "../../auth/require-user.server.ts";
import { signInKey } from "../../auth/sign-in-cookie.server.ts";
import { listSignIns } from "../../auth/sign-ins.server.ts";
import { listPasskeys } from "../../auth/passkeys.server.ts";
import { retentionOf } from "../../auth/users.server.ts";
import { isMailInLog } from "../../mail/mail.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { readForm } from "../../server/request-input.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { changeAccount } from "./change-account.server.ts";
import { ProfilePage } from "./profile-page.tsx";
import { type Saved, savedWords } from "./saved.ts";

export { actionHeaders as headers } from "../../server/action-headers.ts";
export const meta: MetaFunction = () => pageMeta("Profile · PrepPal", "Your name, your password and your account on PrepPal.");

/** The change that led to this page; null if there was none. */
const savedIntent = z
  .enum(Object.keys(savedWords) as Saved[])
  .nullable()
  .catch(null);

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const { id, name, email, createdAt } = await requireUser(request, context);
  const app = openApp(context);
  const [signIns, here, retention, passkeys] = await Promise.all([
    listSignIns(app.db, { userId: id }),
    signInKey(request, app),
    retentionOf(app.db, { userId: id }),
    listPasskeys(app.db, { userId: id }),
  ]);
  return {
    user: { name, email, createdAt },
    signIns: signIns.map(({ key, ...signIn }) => ({ ...signIn, id: key, isHere: key === here })),
    retention,
    passkeys,
    isMailInLog: isMailInLog(request, app),
    saved: savedIntent.parse(new URL(request.url).searchParams.get("saved")),
  };
};

export const action = async ({ request, context }: ActionFunctionArgs) => {
  const user = await requireUser(request, context);
  return changeAccount({ request, app: openApp(context), user, fields: await readForm(request) });
};

export default function Profile() {
  return <ProfilePage {...useLoaderData<typeof loader>()} errors={useActionData<typeof action>()?.errors ?? {}} />;
}
