import { correction } from "../../contract/report.ts";
import { requireApiUser } from "../auth/require-caller.server.ts";
import { correctEntry } from "../interviews/corrections.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { log } from "../server/log.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { readJson } from "../server/request-input.server.ts";

export const loader = apiRoute("POST", {});

export const action = apiRoute("POST", {
  POST: async ({ request, app, id }) => {
    const user = await requireApiUser(request, app);
    const asked = await readJson(request, correction);
    const corrected = await correctEntry(request, app, { userId: user.id, id, ...asked });
    switch (corrected.outcome) {
      case "corrected":
        log("entry.corrected", { interviewId: id, isWithdrawn: asked.text === null });
        return Response.json({ correction: asked });
      case "notTheirs":
        throw refusal("BAD_REQUEST", "Only your own lines can be corrected");
      case "tooLong":
        throw refusal("BAD_REQUEST", `A correction of this line has at most ${corrected.longest.toLocaleString("en")} characters`);
      case "missing":
        throw refusal("NOT_FOUND");
    }
  },
});
