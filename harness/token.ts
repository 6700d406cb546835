import { SignJWT } from "jose";
import { secrets } from "./secrets.ts";

/** Seconds, as in the token; `expiresIn` null leaves its expiry out. */
type Minted = { secret?: string; alg?: string; issuedAt?: number; expiresIn?: number | null };

/** A token with these claims, as the app would sign it where nothing else is said. */
export const mintToken = (
  claims: object,
  { secret = secrets.JWT_SECRET, alg = "HS256", issuedAt = Math.floor(Date.now() / 1000), expiresIn = 300 }: Minted = {},
): Promise<string> => {
  const token = new SignJWT({ ...claims }).setProtectedHeader({ alg }).setIssuedAt(issuedAt);
  if (expiresIn !== null) token.setExpirationTime(issuedAt + expiresIn);
  return token.sign(new TextEncoder().encode(secret));
};
