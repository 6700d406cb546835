import { SELF } from "cloudflare:test";
import { Candidate } from "../../harness/candidate.ts";

/** A candidate's socket through the entry Worker. Throws if none was opened. */
export const open = async (path: string, headers: Record<string, string> = {}, token: string | null = null): Promise<Candidate> =>
  accept(await SELF.fetch(`http://worker${path}`, { headers: { ...headers, Upgrade: "websocket" } }), token);

export const accept = ({ status, webSocket }: Response, token: string | null = null): Candidate => {
  if (!webSocket) throw new Error(`The upgrade was answered ${status}`);
  const candidate = new Candidate(webSocket, token);
  webSocket.accept();
  return candidate;
};
