import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";

const claims = z.object({ userId: z.string().min(1), interviewId: z.string().min(1), exp: z.number() });
const longestToken = 4_096;
const keyOf = (secret: string) => new TextEncoder().encode(secret);

/** Whose token it is, or null when it does not open this interview: minted by the app, or our own resume token. */
export const verifyToken = async (token: string | null, { interviewId, secret }: { interviewId: string; secret: string }) => {
  if (!token || token.length > longestToken) return null;
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { algorithms: ["HS256"], requiredClaims: ["exp"] });
    const { data } = claims.safeParse(payload);
    return data?.interviewId === interviewId ? { userId: data.userId } : null;
  } catch {
    return null;
  }
};

/** The JWT that opens this interview's socket again until `endsAtUnixMs`. */
export const signResumeToken = (
  { userId, interviewId }: { userId: string; interviewId: string },
  { secret, endsAtUnixMs }: { secret: string; endsAtUnixMs: number },
): Promise<string> =>
  new SignJWT({ userId, interviewId, use: "resume" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime(Math.ceil(endsAtUnixMs / 1000))
    .sign(keyOf(secret));
