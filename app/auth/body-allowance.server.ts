import type { App } from "../server/load-context.server.ts";
import { smallBodyBytes } from "../server/read-bounded.server.ts";
import { refusal } from "../server/refusal.server.ts";
import { requireWorker } from "./require-caller.server.ts";
import { sessionUser } from "./session.server.ts";

const mebibyte = 1024 * 1024;
const isTranscript = (pathname: string) => /^\/api\/interviews\/[^/]+\/transcript\/?(\.data)?$/.test(pathname);

/**
 * Up to how many bytes a body over 64 KiB is read: 8 MiB of a transcript from the Worker, 1 MiB from the Worker and from who is
 * signed in, nothing more from anybody else. Throws the 401 where a JSON route would answer it whatever the body says.
 */
export const bodyAllowance = async (request: Request, app: App): Promise<number> => {
  const { pathname } = new URL(request.url);
  if (isTranscript(pathname) || request.headers.has("Authorization")) {
    requireWorker(request, app);
    return isTranscript(pathname) ? 8 * mebibyte : mebibyte;
  }
  if (await sessionUser(request, app)) return mebibyte;
  if (pathname.startsWith("/api/")) throw refusal("UNAUTHORIZED");
  return smallBodyBytes;
};
