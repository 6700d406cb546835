import { maintain } from "../account/maintenance.server.ts";
import { requireWorker } from "../auth/require-caller.server.ts";
import { apiRoute } from "../server/api-route.server.ts";

export const loader = apiRoute("POST", {});

/** Runs one batch of maintenance, on request of the Worker's cron trigger: 200 `{isDone}`, false while there may be more to do at once. */
export const action = apiRoute("POST", {
  POST: async ({ request, app }) => {
    requireWorker(request, app);
    const { interviews, erasures, revocations, letters } = await maintain(app);
    return Response.json({ isDone: interviews + erasures + revocations + letters === 0 });
  },
});
