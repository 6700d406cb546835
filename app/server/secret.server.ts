import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What opens something for whoever has it: 256 random bits as base64url. Kept is its hash alone. */
export const newToken = (): string => randomBytes(32).toString("base64url");

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A hash that only who has the secret can make: a guess at the text cannot be checked against it without. */
export const keyedHash = (secret: string, text: string): string => createHmac("sha256", secret).update(text).digest("hex");

/** Compares in a time that depends on neither text: both are hashed first, so their lengths do not show either. */
export const isSameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(createHash("sha256").update(left).digest(), createHash("sha256").update(right).digest());
