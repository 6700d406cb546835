import { SignJWT } from "jose";
import { tokenLifeSeconds } from "../../contract/limits.ts";
import { type TokenClaims } from "../../contract/token.ts";

/** Mints the JWT (HS256) that opens an interview's socket. */
export const mintToken = (
  { userId, interviewId }: { userId: string; interviewId: string },
  secret: string,
  nowUnixMs: number = Date.now(),
): Promise<string> => {
  const iat = Math.floor(nowUnixMs / 1000);
  const claims: TokenClaims = { userId, interviewId, iat, exp: iat + tokenLifeSeconds };
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(new TextEncoder().encode(secret));
};
