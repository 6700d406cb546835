import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** A bearer token: 256 random bits as base64url. Only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256 in hexadecimal. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** HMAC-SHA-256 in hexadecimal. Without the secret, a guess at the text cannot be checked against it. */
export const keyedHash = (secret: string, text: string): string => createHmac("sha256", secret).update(text).digest("hex");

/** Compares in time that does not depend on the texts. Both are hashed first, so that their lengths do not show either. */
export const isSameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(createHash("sha256").update(left).digest(), createHash("sha256").update(right).digest());
