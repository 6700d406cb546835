import { redirect } from "@remix-run/cloudflare";
import { cancelInterview, removeInterview } from "../../interviews/changes.server.ts";
import { refusedForm, startByForm } from "../../interviews/start-form.server.ts";
import type { App } from "../../server/load-context.server.ts";

type Fields = Record<string, string>;

/** Handles the dashboard's forms: `intent` start (with set-up fields, or `from` an interview), delete or cancel (with `id`). */
export const changeInterviews = (request: Request, app: App, userId: string, fields: Fields) => {
  switch (fields["intent"]) {
    case "start":
      return startByForm(request, app, userId, fields);
    case "delete":
      return remove(app, userId, fields["id"] ?? "");
    case "cancel":
      return cancel(app, userId, fields["id"] ?? "");
    default:
      return refusedForm(400, { form: "PrepPal does not know what this form asks for." });
  }
};

const remove = async (app: App, userId: string, id: string) => {
  if (!(await removeInterview(app, { id, userId }))) throw new Response(null, { status: 404 });
  return redirect("/dashboard?deleted=interview");
};

const cancel = async (app: App, userId: string, id: string) => {
  if (!(await cancelInterview(app, { id, userId }))) throw new Response(null, { status: 404 });
  return redirect("/dashboard");
};
