import { decodeJwt, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { mintToken } from "./token.server.ts";

it("carries the user, the interview and a lifetime of five minutes, and nothing else", async () => {
  const token = await mintToken({ userId: "u", interviewId: "i" }, "s".repeat(32), 1_000_999);
  expect(decodeJwt(token)).toEqual({ userId: "u", interviewId: "i", iat: 1_000, exp: 1_300 });
});

it("is signed with the secret", async () => {
  const token = await mintToken({ userId: "u", interviewId: "i" }, "s".repeat(32));
  const check = (secret: string) => jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ["HS256"] });
  await expect(check("s".repeat(32))).resolves.toMatchObject({ payload: { userId: "u" } });
  await expect(check("t".repeat(32))).rejects.toThrow("signature");
});
