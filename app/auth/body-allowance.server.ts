import { bodyBytes } from "../../contract/limits.ts";
import type { App } from "../server/load-context.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { requireWorker } from "./require-caller.server.ts";
import { sessionUser } from "./session.server.ts";

const isTranscript = (pathname: string) => /^\/api\/interviews\/[^/]+\/transcript\/?(\.data)?$/.test(pathname);

/**
 * Up to how many bytes a body that is larger than anybody's is read: most of a transcript from the Worker, less of all else from
 * the Worker and from who is signed in, nothing more from anybody else. Throws the 401 where a JSON route would answer it whatever the body says.
 */
export const bodyAllowance = async (request: Request, app: App): Promise<number> => {
  const { pathname } = new URL(request.url);
  if (isTranscript(pathname) || request.headers.has("Authorization")) {
    requireWorker(request, app);
    return isTranscript(pathname) ? bodyBytes.transcript : bodyBytes.known;
  }
  if (await sessionUser(request, app)) return bodyBytes.known;
  if (pathname.startsWith("/api/")) throw refusal("UNAUTHORIZED");
  return bodyBytes.anybody;
};
