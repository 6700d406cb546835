import { newSetup } from "../../contract/new-setup.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { listInterviews } from "../interviews/history.server.ts";
import { historyQuery } from "../interviews/history-query.server.ts";
import { startInterview } from "../interviews/changes.server.ts";
import { readJson, readQuery } from "../server/request-input.server.ts";

/**
 * `GET /api/interviews`, for the signed-in user: a page of their interviews, newest first, with the cursor of the next page
 * (app/interviews/history.server.ts).
 */
export const loader = apiRoute("GET, POST", {
  GET: async ({ request, app }) => {
    const user = await requireApiUser(request, app);
    return Response.json(await listInterviews(app.db, { userId: user.id, ...readQuery(request, historyQuery) }));
  },
});

/** `POST /api/interviews` with a set-up, for the signed-in user: 201 with the new PENDING interview. */
export const action = apiRoute("GET, POST", {
  POST: async ({ request, app }) => {
    const user = await requireApiUser(request, app);
    const setup = await readJson(request, newSetup);
    return Response.json({ interview: await startInterview(request, app, { userId: user.id, setup }) }, { status: 201 });
  },
});
