import { bodyBytes } from "../../contract/limits.ts";
import type { App } from "../server/load-context.server.ts";
import { requireWorker } from "./require-caller.server.ts";

const isTranscript = (pathname: string) => /^\/api\/interviews\/[^/]+\/transcript\/?(\.data)?$/.test(pathname);

/**
 * Up to how many bytes a body that is larger than anybody's is read: most of a transcript from the Worker, nothing more of all else.
 * Throws the 401 where somebody else sends a transcript.
 */
export const bodyAllowance = (request: Request, app: App): number => {
  if (!isTranscript(new URL(request.url).pathname)) return bodyBytes.anybody;
  requireWorker(request, app);
  return bodyBytes.transcript;
};
