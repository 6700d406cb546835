import { reportResult } from "../../contract/report.ts";
import { requireWorker } from "../auth/require-caller.server.ts";
import { takeResult } from "../interviews/report-jobs.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";

export const loader = apiRoute("POST", {});

export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    requireWorker(request, app);
    const { outcome } = await takeResult(app, { id, result: await readJson(request, reportResult) });
    switch (outcome) {
      case "taken":
        return Response.json({ taken: true });
      case "superseded":
        throw refusal("CONFLICT", "This job is not the current one");
      case "missing":
        throw refusal("NOT_FOUND");
    }
  },
});
