import * as z from "zod";

/** Asks the app's API as somebody who is signed in. Throws where it refuses. */
export type Ask = (method: "GET" | "POST", path: string, body?: object) => Promise<unknown>;

/** A new account of the app at this address: its cookie, and what asks as its owner. */
export const openAccount = async (app: string, name: string): Promise<{ cookie: string; ask: Ask }> => {
  const form = { name, email: `${crypto.randomUUID()}@example.test`, password: "correct horse battery staple 42" };
  const response = await fetch(`${app}/signup`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  const cookie = response.headers
    .getSetCookie()
    .map((it) => it.split(";")[0])
    .join("; ");
  const ask: Ask = async (method, path, body) => {
    const headers = { Cookie: cookie, "Content-Type": "application/json" };
    const answer = await fetch(app + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return { cookie, ask };
};

const minted = z.object({ token: z.string() });
const created = z.object({ interview: z.object({ id: z.string() }) });

/** The id of a new interview with this set-up. */
export const newInterview = async (ask: Ask, setup: { role: string; company?: string }): Promise<string> =>
  created.parse(await ask("POST", "/api/interviews", setup)).interview.id;

/** A token that opens the socket of an interview that has not begun. */
export const newToken = async (ask: Ask, interviewId: string): Promise<string> =>
  minted.parse(await ask("POST", `/api/interviews/${interviewId}/token`, {})).token;
