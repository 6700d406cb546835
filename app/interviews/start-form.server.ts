import { data, redirect } from "@remix-run/cloudflare";
import { setupWithin } from "../../contract/new-setup.ts";
import { setupFields } from "../../contract/setup.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";
import { fieldErrors } from "../server/request-input.server.ts";
import { fieldsIn, type SetupErrors, type SetupValues } from "../setup/form-values.ts";
import { personsOf } from "../setup/presets.ts";
import { removeInterview, startInterview } from "./changes.server.ts";
import { findInterview } from "./interviews.server.ts";

/**
 * Starts the interview that a form describes, by set-up fields or as a copy of the interview `from`, and redirects to it; or answers the
 * form with what is wrong. Fields about the person that were left empty are taken from the interview `like`. The interview `instead` is
 * deleted, unless it was begun meanwhile.
 */
export const startByForm = async (request: Request, app: App, userId: string, fields: Record<string, string>) => {
  const earlier = fields["from"] ? await findInterview(app.db, { id: fields["from"], userId }) : null;
  if (fields["from"] && !earlier) throw new Response(null, { status: 404 });
  const like = fields["like"] ? await findInterview(app.db, { id: fields["like"], userId }) : null;
  const setup = setupWithin.safeParse(earlier ?? { ...(like ? personsOf(like) : {}), ...fieldsIn(fields) });
  if (!setup.success) return refusedForm(400, fieldErrors(setup.error, setupFields), {}, fields);
  try {
    const { id } = await startInterview(request, app, { userId, setup: setup.data });
    if (fields["instead"]) await removeInterview(app, { id: fields["instead"], userId, isUnbegun: true });
    return redirect(`/interview/${id}/session`);
  } catch (error) {
    if (!(error instanceof LimitedError)) throw error;
    return refusedForm(429, { form: "Too many interviews at once. Wait a while, then try again." }, error.headers, fields);
  }
};

/** The form again: what is wrong, and what was typed. */
export const refusedForm = (status: number, errors: SetupErrors, headers: HeadersInit = {}, values: SetupValues = {}) =>
  data({ errors, values }, { status, headers });
