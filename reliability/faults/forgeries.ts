import { places } from "./places.ts";

const encode = (bytes: Uint8Array): string => bytes.toBase64().replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const part = (value: unknown): string => encode(new TextEncoder().encode(JSON.stringify(value)));

type Signed = { claims: object; header?: object; secret?: string; hash?: string };

/** A JWT signed with HMAC, genuine or forged. */
export const sign = async ({ claims, header = { alg: "HS256", typ: "JWT" }, secret = places.JWT_SECRET, hash = "SHA-256" }: Signed) => {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), { name: "HMAC", hash }, false, ["sign"]);
  const body = `${part(header)}.${part(claims)}`;
  return `${body}.${encode(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(body))))}`;
};

/** Tokens for the interview with correct claims but a wrong algorithm, manipulated headers or no signature. */
export const forgeries = async (interviewId: string): Promise<string[]> => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { userId: "u", interviewId, iat: now, exp: now + 300 };
  const honest = await sign({ claims });
  const [head = "", body = "", signature = ""] = honest.split(".");
  const { publicKey, privateKey } = (await crypto.subtle.generateKey(
    { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
    true,
    ["sign", "verify"],
  )) as CryptoKeyPair;
  const asymmetric = `${part({ alg: "RS256" })}.${part(claims)}`;
  const jwk = await crypto.subtle.exportKey("jwk", publicKey);
  return [
    `${part({ alg: "none" })}.${part(claims)}.`,
    `${part({ alg: "None" })}.${part(claims)}.${signature}`,
    await sign({ claims, header: { alg: "HS384" }, hash: "SHA-384" }),
    await sign({ claims, header: { alg: "HS512" }, hash: "SHA-512" }),
    await sign({ claims, header: { alg: "HS512" } }),
    await sign({ claims, header: { alg: "RS256" } }),
    await sign({ claims, header: { alg: "ES256" } }),
    `${asymmetric}.${encode(new Uint8Array(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, new TextEncoder().encode(asymmetric))))}`,
    await sign({ claims, header: { alg: "HS256", kid: "../../dev/null" }, secret: "\0" }),
    await sign({ claims, header: { alg: "HS256", jwk }, secret: JSON.stringify(jwk) }),
    await sign({ claims, header: { alg: "HS256", jku: "https://evil.example/keys" }, secret: "evil" }),
    await sign({ claims, header: { alg: "HS256", crit: ["exp"] } }),
    `${head}.${body}.`,
    `${head}.${body}`,
    `${head}.${part({ ...claims, userId: "another" })}.${signature}`,
    `.${body}.${signature}`,
  ];
};
