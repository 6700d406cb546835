import { apiRoute } from "../api-route.server.ts";
import { requireWorker } from "../auth/require-caller.server.ts";
import { transcriptBody } from "../data/inputs.server.ts";
import { storeTranscript } from "../data/transcripts.server.ts";
import { log } from "../log.server.ts";
import { refusal } from "../refusal.server.ts";
import { readJson } from "../request-input.server.ts";

export const loader = apiRoute("POST", {});

/** submitTranscript */
export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    requireWorker(request, app);
    const submission = await readJson(request, transcriptBody);
    const interview = await storeTranscript(app.db, { interviewId: id, ...submission });
    if (!interview) throw refusal("NOT_FOUND");
    log("transcript.stored", { interviewId: id, entries: submission.transcript.length, status: interview.status });
    return Response.json({ interview });
  },
});
