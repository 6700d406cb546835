import { apiRoute } from "../server/api-route.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { mintToken } from "../auth/token.server.ts";
import { findInterview } from "../interviews/interviews.server.ts";
import { log } from "../server/log.server.ts";
import { refusal } from "../server/refusal.server.ts";

export const loader = apiRoute("POST", {});

/** generateWorkerToken */
export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    const user = await requireApiUser(request, app);
    await countRequest(request, app, "token", user.id);
    const interview = await findInterview(app.db, { id, userId: user.id });
    if (!interview) throw refusal("NOT_FOUND");
    if (interview.status !== "PENDING") throw refusal("BAD_REQUEST", "Interview is not in PENDING state");
    log("token.minted", { interviewId: id });
    return Response.json({ token: await mintToken({ userId: user.id, interviewId: id }, app.env.JWT_SECRET) });
  },
});
