import { shareAsked } from "../../contract/share.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { shareInterview } from "../interviews/shares.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";

export const loader = apiRoute("POST", {});

export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    const user = await requireApiUser(request, app);
    const asked = await readJson(request, shareAsked);
    const path = await shareInterview(request, app, { userId: user.id, id, ...asked });
    if (path === null) throw refusal("NOT_FOUND");
    return Response.json({ url: new URL(path, app.env.APP_ORIGIN ?? request.url).href }, { status: 201 });
  },
});
