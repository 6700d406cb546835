import { letter } from "../../contract/mail.ts";
import { describe, log } from "../log.ts";
import { refusalOf } from "./bearer.ts";
import { readJson } from "./body.ts";
import type { Settings } from "./env.ts";

const longestBody = 64 * 1_024;

/**
 * `POST /mail` with the shared secret: sends one letter for the app, whose own platform cannot send mail. 204 once it is sent or, if
 * `MAIL_FROM` is not set, written to this Worker's log; 400 for a body that is not a letter; 502 if it could not be sent, and the app keeps
 * it and tries again.
 */
export const sendMail = async (request: Request, env: Env, settings: Settings): Promise<Response> => {
  const refusal = await refusalOf(request, "POST", settings);
  if (refusal) return refusal;
  const { data: mail } = letter.safeParse(await readJson(request, longestBody));
  if (!mail) return new Response(null, { status: 400 });
  if (settings.MAIL_FROM === undefined) {
    // The whole letter, with its link: without a sender this log is the only place where it can be read.
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
