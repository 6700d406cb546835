import { deliverMail, putAside } from "../mail/mail.server.ts";
import type { App } from "../server/load-context.server.ts";
import { requesterOf } from "../server/requester.server.ts";
import { knownDevice } from "./device.server.ts";
import type { Shown } from "./users.server.ts";

/** Has an account told by mail, where mail is set up, that somebody signed in on a browser that it had not signed in on before. */
export const tellOfNewDevice = async (
  request: Request,
  app: App,
  { email, shown: { userId } }: { email: string; shown: Shown },
): Promise<void> => {
  if (app.env.MAIL_FROM === undefined || (await knownDevice(request, app, email)) !== null) return;
  const facts = { ...requesterOf(request), at: new Date().toISOString() };
  await putAside(app.db, { kind: "NEW_SIGN_IN", userId, recipient: email, facts }).execute();
  app.afterAnswer(deliverMail(app));
};
