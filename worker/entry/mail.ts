import { letter } from "../../contract/mail.ts";
import { describe, log } from "../log.ts";
import { refusalOf } from "./bearer.ts";
import { readJson } from "./body.ts";
import type { Settings } from "./env.ts";

const longestBody = 64 * 1_024;

/**
 * `POST /mail` with the bearer: sends one letter for the app, whose platform has no mail. 204 when it is sent, or, where no
 * `MAIL_FROM` is set, when it stands in this half's log; 502 when it could not be sent: the app keeps it and asks again.
 */
export const sendMail = async (request: Request, env: Env, settings: Settings): Promise<Response> => {
  const refusal = await refusalOf(request, "POST", settings);
  if (refusal) return refusal;
  const { data: mail } = letter.safeParse(await readJson(request, longestBody));
  if (!mail) return new Response(null, { status: 400 });
  if (settings.MAIL_FROM === undefined) {
    // The letter itself, its link too: without a sender this log is the only place where it can be read.
    console.log(JSON.stringify({ event: "mail.written", ...mail }));
    return new Response(null, { status: 204 });
  }
  try {
    await env.EMAIL.send({ from: settings.MAIL_FROM, ...mail });
    log("mail.sent");
    return new Response(null, { status: 204 });
  } catch (cause) {
    log("mail.refused", { cause: describe(cause) });
    return new Response(null, { status: 502 });
  }
};
