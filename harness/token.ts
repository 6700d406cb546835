import { SignJWT } from "jose";
import { secrets } from "./secrets.ts";

/** Times in seconds, as in the token. `expiresIn` null leaves the expiry out. */
type Minted = { secret?: string; alg?: string; issuedAt?: number; expiresIn?: number | null };

/** A token with these claims, signed as the app signs it unless told otherwise. */
export const mintToken = (
  claims: object,
  { secret = secrets.JWT_SECRET, alg = "HS256", issuedAt = Math.floor(Date.now() / 1000), expiresIn = 300 }: Minted = {},
): Promise<string> => {
  const token = new SignJWT({ ...claims }).setProtectedHeader({ alg }).setIssuedAt(issuedAt);
  if (expiresIn !== null) token.setExpirationTime(issuedAt + expiresIn);
  return token.sign(new TextEncoder().encode(secret));
};
