import type { LoaderFunctionArgs } from "@remix-run/cloudflare";
import * as z from "zod";
import { voices } from "../../contract/vocabulary.ts";
import { requireUser } from "../auth/require-user.server.ts";
import { readVoice } from "../interviews/voice.server.ts";
import { countRequest } from "../limits/limits.server.ts";
import { limitedPage } from "../server/limited.server.ts";
import { openApp } from "../server/load-context.server.ts";

const offered = z.enum(voices);

/** A sample of an interviewer's voice, to hear before choosing it. */
export const loader = async ({ request, params, context }: LoaderFunctionArgs) => {
  const user = await requireUser(request, context);
  const app = openApp(context);
  const { data: voice } = offered.safeParse(params["name"]);
  if (!voice) throw new Response(null, { status: 404 });
  await countRequest(request, app, { limit: "voice", account: user.id }).catch(limitedPage);
  const sound = await readVoice(app, { voice });
  if (!sound) throw new Response(null, { status: 503 });
  return new Response(sound, { headers: { "Content-Type": "audio/wav", "Cache-Control": "private, max-age=86400" } });
};
