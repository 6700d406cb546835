import { data, redirect } from "@remix-run/cloudflare";
import * as z from "zod";
import { retentions } from "../../../contract/account.ts";
import { deleteAccount } from "../../account/delete-account.server.ts";
import { breachedWords, isBreached } from "../../auth/breaches.server.ts";
import { confirm, notTheirs } from "../../auth/confirmation.server.ts";
import { changedPassword, personName } from "../../auth/credentials.server.ts";
import { askForEmail } from "../../auth/email-change.server.ts";
import { hashPassword } from "../../auth/password.server.ts";
import { removePasskey, renamePasskey } from "../../auth/passkeys.server.ts";
import { signInKey, signInHeaders, signOutHeaders } from "../../auth/sign-in-cookie.server.ts";
import { endSignIns } from "../../auth/sign-ins.server.ts";
import { changePassword, renameUser, setRetention, type User } from "../../auth/users.server.ts";
import { revokeTokens } from "../../interviews/revocations.server.ts";
import { deliverMail } from "../../mail/mail.server.ts";
import { askerOf } from "../../limits/turns.server.ts";
import type { App } from "../../server/load-context.server.ts";
import { requesterOf } from "../../server/requester.server.ts";
import { logSecurity } from "../../server/security-log.server.ts";
import { homeAfterDeletion } from "../_index/goodbye.ts";
import type { ProfileErrors } from "./profile-forms.tsx";
import { profileAfter, type Saved } from "./saved.ts";

type Fields = Record<string, string>;
type Asked = { request: Request; app: App; user: User; fields: Fields };

/** Carries out what a form of the profile asks for. Gives a redirect, or the errors. */
export const changeAccount = (asked: Asked) => {
  const change = Object.entries(changes).find(([intent]) => intent === asked.fields["intent"])?.[1];
  return change ? change(asked) : refused({ form: "PrepPal does not know what this form asks for." });
};

const refused = (errors: ProfileErrors, status = 400, headers: HeadersInit = {}) => data({ errors }, { status, headers });
type Answer = ReturnType<typeof refused> | ReturnType<typeof redirect>;

const rename = async ({ app, user, fields }: Asked) => {
  const name = personName.safeParse(fields["name"] ?? "");
  if (!name.success) return refused({ name: name.error.issues[0]?.message });
  await renameUser(app.db, { userId: user.id, name: name.data });
  return redirect(profileAfter("rename"));
};

const setEmail = async ({ request, app, user, fields }: Asked) => {
  const { email = "", emailPassword = "" } = fields;
  const refusal = await askForEmail(request, app, user, { email, password: emailPassword });
  return refusal ? refused({ [refusal.field]: refusal.words }, refusal.status, refusal.headers) : redirect(profileAfter("email"));
};

const setPassword = async ({ request, app, user, fields }: Asked) => {
  const current = fields["currentPassword"] ?? "";
  const wanted = changedPassword({ email: user.email, current }).safeParse(fields["newPassword"] ?? "");
  if (!wanted.success) return refused({ newPassword: wanted.error.issues[0]?.message });
  const shown = await confirm(request, app, user, current);
  if (!("userId" in shown)) return refused({ currentPassword: shown.words }, shown.status, shown.headers);
  if (await isBreached(app, wanted.data)) return refused({ newPassword: breachedWords });
  const passwordHash = await hashPassword(wanted.data, askerOf(request, app));
  const isChanged = await changePassword(app.db, { shown, passwordHash, by: requesterOf(request) });
  if (!isChanged) return refused({ currentPassword: notTheirs.words });
  logSecurity(request, app, "user.passwordChanged", user.email);
  app.afterAnswer(revokeTokens(app, { userId: user.id }));
  app.afterAnswer(deliverMail(app));
  const headers = await signInHeaders(request, app, { email: user.email, shown: { userId: user.id, passwordHash } });
  return redirect(profileAfter("password"), headers ? { headers } : {});
};

const signOut =
  (saved: Saved & ("end-session" | "end-sessions")) =>
  async ({ request, app, user, fields }: Asked) => {
    const which = saved === "end-session" ? { key: fields["session"] ?? "" } : { but: await signInKey(request, app) };
    const ended = await endSignIns(app.db, { userId: user.id, ...which });
    if (ended > 0) {
      logSecurity(request, app, "signIn.ended", user.email, { ended });
      app.afterAnswer(revokeTokens(app, { userId: user.id }));
    }
    return redirect(profileAfter(saved));
  };

const nameKey = async ({ app, user, fields }: Asked) => {
  const name = personName.safeParse(fields["name"] ?? "");
  if (!name.success) return refused({ passkey: "A passkey needs a name of up to 100 characters.", passkeyId: fields["passkey"] });
  await renamePasskey(app.db, { userId: user.id, id: fields["passkey"] ?? "", name: name.data });
  return redirect(profileAfter("rename-passkey"));
};

const removeKey = async ({ request, app, user, fields }: Asked) => {
  if (await removePasskey(app.db, user, { id: fields["passkey"] ?? "" })) {
    logSecurity(request, app, "passkey.removed", user.email);
    app.afterAnswer(deliverMail(app));
  }
  return redirect(profileAfter("remove-passkey"));
};

const retain = async ({ app, user, fields }: Asked) => {
  const retention = z.enum(retentions).safeParse(fields["retention"]);
  if (!retention.success) return refused({ retention: "Choose one of these" });
  await setRetention(app.db, { userId: user.id, retention: retention.data });
  return redirect(profileAfter("retention"));
};

const remove = async ({ request, app, user, fields }: Asked) => {
  const shown = await confirm(request, app, user, fields["password"] ?? "");
  if (!("userId" in shown)) return refused({ password: shown.words }, shown.status, shown.headers);
  const receipt = await deleteAccount(request, app, user, shown);
  if (receipt === null) return refused({ password: notTheirs.words });
  return redirect(homeAfterDeletion(receipt), { headers: await signOutHeaders(request, app) });
};

const changes: Record<string, (asked: Asked) => Promise<Answer>> = {
  rename,
  email: setEmail,
  password: setPassword,
  "end-session": signOut("end-session"),
  "end-sessions": signOut("end-sessions"),
  "rename-passkey": nameKey,
  "remove-passkey": removeKey,
  retention: retain,
  delete: remove,
};
