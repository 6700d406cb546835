import { type Settings, sharedSecrets } from "./env.ts";

const longestHeader = 1_024;
const digest = async (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** Whether the header carries one of the secrets. Constant time: digests of equal length are compared, with every secret. */
export const isBearer = async (header: string | null, secrets: readonly string[]): Promise<boolean> => {
  if (header === null || header.length > longestHeader) return false;
  const given = await digest(header);
  const expected = await Promise.all(secrets.map((secret) => digest(`Bearer ${secret}`)));
  return expected.map((it) => crypto.subtle.timingSafeEqual(given, it)).includes(true);
};

/** Whether a request is the app's own: nobody else has the bearer. */
export const isFromApp = (request: Request, settings: Settings): Promise<boolean> =>
  isBearer(request.headers.get("Authorization"), sharedSecrets(settings));

/** Null for a request of the app's own by this method; else the answer to it, 405 or 401. */
export const refusalOf = async (request: Request, method: string, settings: Settings): Promise<Response | null> => {
  if (request.method !== method) return new Response(null, { status: 405, headers: { Allow: method } });
  return (await isFromApp(request, settings)) ? null : new Response(null, { status: 401 });
};
