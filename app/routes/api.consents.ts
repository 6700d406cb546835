import * as z from "zod/mini";
import { disclosure } from "../../contract/disclosure.ts";
import { giveConsent } from "../account/consents.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { readJson } from "../server/request-input.server.ts";

/** Only the version shown by this deployment can be agreed to. */
const agreement = z.strictObject({ subject: z.literal(disclosure.subject), version: z.literal(disclosure.version) });

export const loader = apiRoute("POST", {});

export const action = apiRoute("POST", {
  POST: async ({ request, app }) => {
    const user = await requireApiUser(request, app);
    await giveConsent(app.db, { userId: user.id, ...(await readJson(request, agreement)) });
    return new Response(null, { status: 204 });
  },
});
