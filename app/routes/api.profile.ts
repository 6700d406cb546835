import { apiRoute } from "../server/api-route.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";

export const loader = apiRoute("GET", {
  GET: async ({ request, app }) => Response.json({ user: await requireApiUser(request, app) }),
});
export const action = apiRoute("GET", {});
