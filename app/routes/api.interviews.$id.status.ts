import { statusReport } from "../../contract/app-api.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { requireCaller } from "../auth/require-caller.server.ts";
import { reportStatus } from "../interviews/status-report.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";

export const loader = apiRoute("POST", {});

/** `POST /api/interviews/:id/status`, for the Worker and the owner: 200 with the interview, 409 if its status may not move there. */
export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    const caller = await requireCaller(request, app);
    const moved = await reportStatus(app, caller, id, await readJson(request, statusReport));
    switch (moved.outcome) {
      case "moved":
      case "unchanged":
        return Response.json({ interview: moved.interview });
      case "illegal":
        throw refusal("CONFLICT", `The interview is ${moved.interview.status}`);
      case "forbidden":
        throw refusal("FORBIDDEN", "Only the Worker starts an interview");
      case "missing":
        throw refusal("NOT_FOUND");
    }
  },
});
