import { type Settings, sharedSecrets } from "./env.ts";

const longestHeader = 1_024;
const digest = async (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/**
 * Whether an Authorization header carries one of `secrets`. Runs in constant time: it compares SHA-256 digests, and always with every
 * secret.
 */
export const isBearer = async (header: string | null, secrets: readonly string[]): Promise<boolean> => {
  if (header === null || header.length > longestHeader) return false;
  const given = await digest(header);
  const expected = await Promise.all(secrets.map((secret) => digest(`Bearer ${secret}`)));
  return expected.map((it) => crypto.subtle.timingSafeEqual(given, it)).includes(true);
};

/** Whether a request comes from the app, which alone knows the shared secret. */
export const isFromApp = (request: Request, settings: Settings): Promise<boolean> =>
  isBearer(request.headers.get("Authorization"), sharedSecrets(settings));

/** Null if the request comes from the app and uses `method`; otherwise the 405 or 401 to answer with. */
export const refusalOf = async (request: Request, method: string, settings: Settings): Promise<Response | null> => {
  if (request.method !== method) return new Response(null, { status: 405, headers: { Allow: method } });
  return (await isFromApp(request, settings)) ? null : new Response(null, { status: 401 });
};
