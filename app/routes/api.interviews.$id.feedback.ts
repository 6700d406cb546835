import { requireApiUser } from "../auth/require-caller.server.ts";
import { measuresOf } from "../feedback/delivery/measures.ts";
import { findInterview } from "../interviews/interviews.server.ts";
import { followReport, remakeReport } from "../interviews/report-jobs.server.ts";
import { readReportInput } from "../interviews/entries.server.ts";
import { noteReportRead } from "../interviews/retention.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { refusal } from "../server/refusal.server.ts";

export const loader = apiRoute("GET, POST", {
  GET: async ({ request, app, id }) => {
    const user = await requireApiUser(request, app);
    const interview = await findInterview(app.db, { id, userId: user.id });
    if (!interview) throw refusal("NOT_FOUND");
    app.afterAnswer(noteReportRead(app.db, { id }));
    const measures = measuresOf(await readReportInput(app.db, interview));
    return Response.json({ feedback: { ...(await followReport(app, interview)), measures } });
  },
});

export const action = apiRoute("GET, POST", {
  POST: async ({ request, app, id }) => {
    const user = await requireApiUser(request, app);
    const { outcome } = await remakeReport(request, app, { userId: user.id, id });
    switch (outcome) {
      case "made":
        return new Response(null, { status: 202 });
      case "notOver":
        throw refusal("CONFLICT", "The interview is not over");
      case "missing":
        throw refusal("NOT_FOUND");
    }
  },
});
