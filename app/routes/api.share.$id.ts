import { requireApiUser } from "../auth/require-caller.server.ts";
import { revokeToken } from "../interviews/shares.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";

export const loader = apiRoute("DELETE", {});

export const action = apiRoute("DELETE", {
  DELETE: async ({ request, app, id: token }) => {
    const user = await requireApiUser(request, app);
    if (!(await revokeToken(app.db, { userId: user.id, token }))) throw refusal("NOT_FOUND");
    return new Response(null, { status: 204 });
  },
});
