import { reportJob } from "../../contract/report.ts";
import { requireWorker } from "../auth/require-caller.server.ts";
import { openJob } from "../interviews/report-jobs.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readQuery } from "../server/request-input.server.ts";

export const loader = apiRoute("GET", {
  GET: async ({ request, app, id }) => {
    requireWorker(request, app);
    const opened = await openJob(app, { id, ...readQuery(request, reportJob) });
    switch (opened.outcome) {
      case "opened":
        return Response.json(opened.input);
      case "superseded":
        throw refusal("CONFLICT", "This job is not the current one");
      case "missing":
        throw refusal("NOT_FOUND");
    }
  },
});

export const action = apiRoute("GET", {});
