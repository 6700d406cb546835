import { transcriptSubmission } from "../../contract/app-api.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { requireWorker } from "../auth/require-caller.server.ts";
import { writeInterviewPoint } from "../interviews/data-point.server.ts";
import { beginReport } from "../interviews/report-jobs.server.ts";
import { storeTranscript } from "../interviews/transcripts.server.ts";
import { log } from "../server/log.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";

export const loader = apiRoute("POST", {});

/**
 * `POST /api/interviews/:id/transcript`, for the Worker: stores the entries that are new and completes the interview unless it has ended.
 */
export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    requireWorker(request, app);
    const submission = await readJson(request, transcriptSubmission);
    const stored = await storeTranscript(app.db, { interviewId: id, ...submission });
    if (!stored) throw refusal("NOT_FOUND");
    const { interview } = stored;
    await beginReport(app, interview, stored);
    // A repeated submission adds nothing.
    if (stored.added > 0) writeInterviewPoint(app, interview, { entries: stored.added, usage: submission.usage });
    log("transcript.stored", { interviewId: id, entries: submission.transcript.length, status: interview.status });
    return Response.json({ interview });
  },
});
