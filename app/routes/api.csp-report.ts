import * as z from "zod";
import { countRequest } from "../limits/limits.server.ts";
import { apiRoute } from "../server/api-route.server.ts";
import { log } from "../server/log.server.ts";
import { readJson } from "../server/request-input.server.ts";

const text = z.string().max(2_000).default("");
const older = z
  .object({ "csp-report": z.object({ "effective-directive": text, "violated-directive": text, "blocked-uri": text }) })
  .transform(({ "csp-report": it }) => [{ directive: it["effective-directive"] || it["violated-directive"], blocked: it["blocked-uri"] }]);
const newer = z
  .array(z.object({ type: z.string(), body: z.object({ effectiveDirective: text, blockedURL: text }).optional() }))
  .max(20)
  .transform((reports) =>
    reports.flatMap(({ type, body }) =>
      type === "csp-violation" && body ? [{ directive: body.effectiveDirective, blocked: body.blockedURL }] : [],
    ),
  );

/** The origin of what was blocked, or the keyword in its place ("inline", "eval"). The rest of a URL may be secret. */
const originOf = (blocked: string): string => (URL.canParse(blocked) ? new URL(blocked).origin : blocked.slice(0, 20));

export const loader = apiRoute("POST", {});

/** Receives browsers' reports of blocked content, in either of the two formats. Answers 204. */
export const action = apiRoute("POST", {
  POST: async ({ request, app }) => {
    await countRequest(request, app, { limit: "policyReport", account: "" });
    for (const { directive, blocked } of await readJson(request, z.union([older, newer])))
      log("policy.violated", { directive: directive.slice(0, 40), blocked: originOf(blocked) });
    return new Response(null, { status: 204 });
  },
});
