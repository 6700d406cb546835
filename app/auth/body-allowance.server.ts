import { bodyBytes } from "../../contract/limits.ts";
import type { App } from "../server/load-context.server.ts";
import { requireWorker } from "./require-caller.server.ts";

const isTranscript = (pathname: string) => /^\/api\/interviews\/[^/]+\/transcript\/?(\.data)?$/.test(pathname);

/**
 * The most bytes of this request's body that are read: `bodyBytes.transcript` for a transcript from the Worker, `bodyBytes.anybody` for
 * everything else. Throws the 401 if somebody else sends a transcript.
 */
export const bodyAllowance = (request: Request, app: App): number => {
  if (!isTranscript(new URL(request.url).pathname)) return bodyBytes.anybody;
  requireWorker(request, app);
  return bodyBytes.transcript;
};
