import { jwtVerify, SignJWT } from "jose";
import * as z from "zod/mini";
import { tokenLifeSeconds } from "../../contract/limits.ts";

const longestToken = 4_096;
/** By how much the lifetime of an app's token may exceed the contract's before the token counts as forged. */
const leewaySeconds = 60;
/** The one accepted spelling of a token. Decoders also take padding, standard base64 and stray bits after the 32 bytes of the signature. */
const canonical = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

const claims = z.object({
  userId: z.string().check(z.minLength(1), z.maxLength(128)),
  interviewId: z.string().check(z.minLength(1)),
  iat: z.number(),
  exp: z.number(),
  use: z.optional(z.literal("resume")),
});
const keyOf = (secret: string) => new TextEncoder().encode(secret);

/** The owner of a token, and when it was signed, in Unix ms. */
export type Admission = { userId: string; issuedAtUnixMs: number };

/**
 * Verifies a token, which any of `secrets` may have signed. Null if it does not open this interview. It is either the app's, valid for five
 * minutes, or our own resume token (`use`), valid until the interview ends.
 */
export const verifyToken = async (
  token: string | null,
  { interviewId, secrets }: { interviewId: string; secrets: readonly string[] },
): Promise<Admission | null> => {
  if (!token || token.length > longestToken || !canonical.test(token)) return null;
  for (const secret of secrets) {
    const payload = await payloadOf(token, secret);
    const { data } = claims.safeParse(payload);
    if (!data || data.interviewId !== interviewId || data.iat > Date.now() / 1000 + tokenLifeSeconds) continue;
    if (data.use !== "resume" && data.exp - data.iat > tokenLifeSeconds + leewaySeconds) continue;
    return { userId: data.userId, issuedAtUnixMs: data.iat * 1000 };
  }
  return null;
};

const payloadOf = async (token: string, secret: string): Promise<unknown> => {
  try {
    return (await jwtVerify(token, keyOf(secret), { algorithms: ["HS256"] })).payload;
  } catch {
    return null;
  }
};

/**
 * Signs the JWT that opens this interview's socket again until `endsAtUnixMs`. Its `iat` includes milliseconds, because a revocation is as
 * precise.
 */
export const signResumeToken = (
  { userId, interviewId }: { userId: string; interviewId: string },
  { secret, endsAtUnixMs }: { secret: string; endsAtUnixMs: number },
): Promise<string> =>
  new SignJWT({ userId, interviewId, use: "resume" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt(Date.now() / 1000)
    .setExpirationTime(Math.ceil(endsAtUnixMs / 1000))
    .sign(keyOf(secret));
