import { data, redirect } from "@remix-run/cloudflare";
import { setupFields, setupWithin } from "../../../contract/setup.ts";
import { LimitedError } from "../../server/limited.server.ts";
import { cancelInterview, removeInterview, startInterview } from "../../interviews/changes.server.ts";
import { findInterview } from "../../interviews/interviews.server.ts";
import type { App } from "../../server/load-context.server.ts";
import { fieldErrors } from "../../server/request-input.server.ts";
import type { SetupErrors } from "./asked-fields.ts";

type Fields = Record<string, string>;

/** What the dashboard's forms ask for: `intent` start (set-up fields, or `from` an interview), delete or cancel (`id`). */
export const changeInterviews = (request: Request, app: App, userId: string, fields: Fields) => {
  switch (fields["intent"]) {
    case "start":
      return start(request, app, userId, fields);
    case "delete":
      return remove(app, userId, fields["id"] ?? "");
    case "cancel":
      return cancel(app, userId, fields["id"] ?? "");
    default:
      return refused(400, { form: "This form asks for nothing we know." });
  }
};

const refused = (status: number, errors: SetupErrors, headers: HeadersInit = {}, values: Fields = {}) =>
  data({ errors, values }, { status, headers });

const start = async (request: Request, app: App, userId: string, fields: Fields) => {
  const earlier = fields["from"] ? await findInterview(app.db, { id: fields["from"], userId }) : null;
  if (fields["from"] && !earlier) throw new Response(null, { status: 404 });
  const setup = setupWithin.safeParse(earlier ?? { role: "", ...filledIn(fields) });
  if (!setup.success) return refused(400, fieldErrors(setup.error, setupFields), {}, fields);
  try {
    const { id } = await startInterview(request, app, { userId, setup: setup.data });
    return redirect(`/interview/${id}/session`);
  } catch (error) {
    if (!(error instanceof LimitedError)) throw error;
    return refused(429, { form: "Too many interviews at once. Wait a while, then try again." }, error.headers, fields);
  }
};

/** Where nothing was chosen or typed a form sends an empty text. */
const filledIn = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));

const remove = async (app: App, userId: string, id: string) => {
  if (!(await removeInterview(app, { id, userId }))) throw new Response(null, { status: 404 });
  return redirect("/dashboard");
};

const cancel = async (app: App, userId: string, id: string) => {
  if (!(await cancelInterview(app, { id, userId }))) throw new Response(null, { status: 404 });
  return redirect("/dashboard");
};
