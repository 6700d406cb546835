import { apiRoute } from "../api-route.server.ts";
import { countRequest } from "../auth/limits.server.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { mintToken } from "../auth/token.server.ts";
import { findInterview } from "../data/interviews.server.ts";
import { log } from "../log.server.ts";
import { refusal } from "../refusal.server.ts";

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
