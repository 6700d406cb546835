import { SELF } from "cloudflare:test";
import { answerCall, nextCall } from "./app-side.ts";

/** Carries the app's next call with this path to the Worker, and the answer back. */
export const carryCall = async (wanted: string): Promise<{ method: string; path: string; status: number }> => {
  const { id, method, path, authorization, body } = await nextCall(wanted);
  const response = await SELF.fetch(`http://worker${path}`, {
    method,
    headers: authorization === null ? {} : { Authorization: authorization },
    ...(body !== "" && { body }),
  });
  await answerCall(id, response.status);
  return { method, path, status: response.status };
};
