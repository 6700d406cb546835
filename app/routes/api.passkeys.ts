import { passkeyToAdd } from "../../contract/passkeys.ts";
import { personName } from "../auth/credentials.server.ts";
import { checkNewPasskey } from "../auth/passkey-ceremonies.server.ts";
import { addPasskey } from "../auth/passkeys.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { signInKey, signedInUser } from "../auth/sign-in-cookie.server.ts";
import { deliverMail } from "../mail/mail.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";
import { requesterOf } from "../server/requester.server.ts";
import { logSecurity } from "../server/security-log.server.ts";

export const loader = apiRoute("POST", {});

/** Adds the passkey that a browser made with the options of `POST /api/passkeys/options`. One without a name is named after the device. */
export const action = apiRoute("POST", {
  POST: async ({ request, app }) => {
    const user = await requireApiUser(request, app);
    const { name: given, passkey } = await readJson(request, passkeyToAdd);
    const name = personName.safeParse(given).data ?? (requesterOf(request).device || "Passkey");
    const checked = await checkNewPasskey(request, app, user, passkey);
    if (!checked) {
      logSecurity(request, app, "passkey.refused", user.email);
      throw refusal("BAD_REQUEST", "The passkey could not be checked. Try once more.");
    }
    const signedInBy = (await signInKey(request, app)) ?? "";
    const isAdded = await addPasskey(app.db, user, { ...checked, name, signedInBy });
    if (!isAdded && !(await signedInUser(request, app))) throw refusal("UNAUTHORIZED");
    if (!isAdded) throw refusal("CONFLICT", "This passkey was added before, or the account has as many as it may.");
    logSecurity(request, app, "passkey.added", user.email);
    app.afterAnswer(deliverMail(app));
    return Response.json({ passkey: { id: checked.id, name } }, { status: 201 });
  },
});
