import { newSetup } from "../../contract/setup.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { listInterviews } from "../interviews/history.server.ts";
import { historyQuery } from "../interviews/inputs.server.ts";
import { createInterview } from "../interviews/interviews.server.ts";
import { log } from "../server/log.server.ts";
import { readJson, readQuery } from "../server/request-input.server.ts";

/** getHistory */
export const loader = apiRoute("GET, POST", {
  GET: async ({ request, app }) => {
    const user = await requireApiUser(request, app);
    return Response.json(await listInterviews(app.db, { userId: user.id, ...readQuery(request, historyQuery) }));
  },
});

/** createSession */
export const action = apiRoute("GET, POST", {
  POST: async ({ request, app }) => {
    const user = await requireApiUser(request, app);
    const setup = await readJson(request, newSetup);
    await countRequest(request, app, { limit: "interview", account: user.id });
    const interview = await createInterview(app.db, { userId: user.id, setup });
    log("interview.created", { interviewId: interview.id });
    return Response.json({ interview }, { status: 201 });
  },
});
