import { requireWorker } from "../auth/require-caller.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { deepHealth } from "../server/deep-health.server.ts";

/** `GET /health`: 200 `{status}` for anybody. With `?deep` and the bearer token: the state of each part, 503 if one fails. */
export const loader = apiRoute("GET", {
  GET: async ({ request, app }) => {
    if (!new URL(request.url).searchParams.has("deep")) return Response.json({ status: "ok" });
    requireWorker(request, app);
    const health = await deepHealth(app);
    return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
  },
});
export const action = apiRoute("GET", {});
