import { passkeyQuestion } from "../../contract/passkeys.ts";
import { confirm } from "../auth/confirmation.server.ts";
import { askForNewPasskey, askForPasskey } from "../auth/passkey-ceremonies.server.ts";
import { listPasskeys, mostPasskeys } from "../auth/passkeys.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";

export const loader = apiRoute("POST", {});

/** The options for a browser's passkey prompt: to make a passkey, for a signed-in user who gives the password again, or else to sign in. */
export const action = apiRoute("POST", {
  POST: async ({ request, app }) => {
    await countRequest(request, app, { limit: "passkey", account: "" });
    const { password } = await readJson(request, passkeyQuestion);
    if (password === undefined) return Response.json({ options: await askForPasskey(request, app) });
    const user = await requireApiUser(request, app);
    const confirmed = await confirm(request, app, user, password);
    if (!("userId" in confirmed))
      throw refusal(confirmed.status === 429 ? "TOO_MANY_REQUESTS" : "BAD_REQUEST", confirmed.words, confirmed.headers);
    if ((await listPasskeys(app.db, { userId: user.id })).length >= mostPasskeys)
      throw refusal("CONFLICT", `An account has ${mostPasskeys} passkeys at most. Remove one first.`);
    return Response.json({ options: await askForNewPasskey(request, app, user) });
  },
});
