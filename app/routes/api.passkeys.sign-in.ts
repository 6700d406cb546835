import { passkeySignIn } from "../../contract/passkeys.ts";
import { tellOfNewDevice } from "../auth/new-device.server.ts";
import { checkPasskey } from "../auth/passkey-ceremonies.server.ts";
import { sameSitePath } from "../auth/redirect-to.server.ts";
import { signInHeaders } from "../auth/sign-in-cookie.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";
import { logSecurity } from "../server/security-log.server.ts";

export const loader = apiRoute("POST", {});

/** Signs in with a passkey: 200 `{to}`, the path to go to. */
export const action = apiRoute("POST", {
  POST: async ({ request, app }) => {
    await countRequest(request, app, { limit: "passkey", account: "" });
    const { passkey, redirectTo } = await readJson(request, passkeySignIn);
    const owner = await checkPasskey(request, app, passkey);
    const headers = owner && (await signInHeaders(request, app, owner));
    if (!headers) {
      logSecurity(request, app, "passkey.refused", null);
      throw refusal("BAD_REQUEST", "This passkey opens no account here. Try again, or sign in with your password.");
    }
    logSecurity(request, app, "signIn.accepted", owner.email, { by: "passkey" });
    await tellOfNewDevice(request, app, owner);
    return Response.json({ to: sameSitePath(redirectTo, "/dashboard") }, { headers });
  },
});
