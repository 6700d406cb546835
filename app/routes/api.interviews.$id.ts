import { beginHeader } from "../../contract/app-api.ts";
import { begin } from "../interviews/allowance.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { requireApiUser, requireCaller } from "../auth/require-caller.server.ts";
import { removeInterview } from "../interviews/changes.server.ts";
import { findInterview } from "../interviews/interviews.server.ts";
import { findPlan } from "../interviews/plan.server.ts";
import { listTranscript } from "../interviews/transcripts.server.ts";
import { refusal } from "../server/refusal.server.ts";

export const loader = apiRoute("GET, DELETE", {
  GET: async ({ request, app, id }) => {
    const { by, userId } = await requireCaller(request, app);
    const isBeginning = by === "worker" && request.headers.has(beginHeader);
    const interview = await findInterview(app.db, { id, userId });
    if (!interview) throw refusal("NOT_FOUND");
    if (isBeginning && interview.status === "PENDING") {
      const hindrance = await begin(app, { userId: interview.userId, id });
      if (hindrance) throw refusal("CONFLICT", hindrance.words);
    }
    const transcript = await listTranscript(app.db, { interviewId: id });
    const isPlanAsked = isBeginning || new URL(request.url).searchParams.has("plan");
    const plan = isPlanAsked && { plan: await findPlan(app.db, { id }) };
    return Response.json({ interview, transcript, ...plan });
  },
});

export const action = apiRoute("GET, DELETE", {
  DELETE: async ({ request, app, id }) => {
    const user = await requireApiUser(request, app);
    if (!(await removeInterview(app, { id, userId: user.id }))) throw refusal("NOT_FOUND");
    return new Response(null, { status: 204 });
  },
});
