import { expect, it } from "vitest";
import { mintToken } from "../../harness/token.ts";
import { testEnv } from "../testing/test-env.ts";
import { signResumeToken, verifyToken } from "./token.ts";

const interviewId = "interview-1";
const claims = { userId: "user-1", interviewId };
const before = "the secret of last month, 32 characters long";
const verify = (token: string, secrets: readonly string[] = [testEnv.JWT_SECRET]) => verifyToken(token, { interviewId, secrets });
const now = () => Math.floor(Date.now() / 1000);

it("accepts the contract's four claims, and returns who came and when the token was signed", async () => {
  const iat = now();
  expect(await verify(await mintToken(claims, { issuedAt: iat }))).toEqual({ userId: "user-1", issuedAtUnixMs: iat * 1000 });
});

it("refuses a minted token with too long a lifetime, and one from the future (S16)", async () => {
  const iat = now();
  const tokens = [
    await mintToken(claims, { issuedAt: iat, expiresIn: 3_600 }),
    await mintToken(claims, { issuedAt: iat + 3_600, expiresIn: 100 }),
  ];
  expect(await Promise.all(tokens.map((it) => verify(it)))).toEqual([null, null]);
});

it("accepts a resume token until the interview has to be over, and no token of another use (S16)", async () => {
  const secret = testEnv.JWT_SECRET;
  const resume = await signResumeToken(claims, { secret, endsAtUnixMs: Date.now() + 3_600_000 });
  expect(await verify(resume)).toEqual({ userId: "user-1", issuedAtUnixMs: expect.closeTo(Date.now(), -5) });
  expect(await verify(await signResumeToken(claims, { secret, endsAtUnixMs: Date.now() - 2_000 }))).toBeNull();
  expect(await verify(await mintToken({ ...claims, use: "feedback" }))).toBeNull();
});

it("accepts one spelling of a signature: no padding, no standard base64, no stray bits (S16, S21)", async () => {
  // A token whose signature contains both characters that are special to base64url.
  let token = "";
  for (let n = 0; !/\.[^.]*-[^.]*$/.test(token) || !/\.[^.]*_[^.]*$/.test(token); n++) token = await mintToken({ ...claims, n });
  const [head = "", body = "", signature = ""] = token.split(".");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const stray = signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.at(-1) ?? "") + 1];
  const standard = signature.replaceAll("-", "+").replaceAll("_", "/");
  expect(await verify(token)).not.toBeNull();
  const spellings = [`${signature}=`, standard, `${standard}=`, stray, `${signature}\n`];
  expect(await Promise.all(spellings.map((it) => verify(`${head}.${body}.${it}`)))).toEqual(spellings.map(() => null));
});

it("accepts the previous secret while both are configured (S15)", async () => {
  const token = await mintToken(claims, { secret: before });
  expect(await verify(token)).toBeNull();
  expect(await verify(token, [testEnv.JWT_SECRET, before])).toMatchObject({ userId: "user-1" });
});
