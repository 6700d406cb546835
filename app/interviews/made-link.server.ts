import * as z from "zod";
import { signedCookie } from "../auth/cookies.server.ts";
import type { App } from "../server/load-context.server.ts";
import { sha256 } from "../server/secret.server.ts";

type MadeLink = { id: string; url: string };

const Made = z.object({ interviewId: z.string(), token: z.string() });
const lifeSeconds = 60;
const cookieOf = (request: Request, app: App) => signedCookie("link", request, app, lifeSeconds);

/** The `Set-Cookie` header that carries a new link's path to the page that follows. The path itself is stored nowhere else. */
export const keepMadeLink = (request: Request, app: App, { interviewId, path }: { interviewId: string; path: string }): Promise<string> =>
  cookieOf(request, app).serialize({ interviewId, token: path.slice("/shared/".length) } satisfies z.infer<typeof Made>);

/** The link that was just made for an interview, with its id in the list of links, and the header that removes the cookie; null if none was. */
export const takeMadeLink = async (
  request: Request,
  app: App,
  { interviewId }: { interviewId: string },
): Promise<{ link: MadeLink; forget: string } | null> => {
  const cookie = cookieOf(request, app);
  const { data: made } = Made.safeParse(await cookie.parse(request.headers.get("Cookie")).catch(() => null));
  if (made?.interviewId !== interviewId) return null;
  const url = new URL(`/shared/${made.token}`, app.env.APP_ORIGIN ?? request.url).href;
  return { link: { id: sha256(made.token), url }, forget: await cookie.serialize("", { maxAge: 0 }) };
};
