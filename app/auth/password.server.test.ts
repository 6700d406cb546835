import { expect, it } from "vitest";
import { hashPassword, isPasswordOf, nobodysHash } from "./password.server.ts";

const here = { who: "here", scale: 1 };

it("verifies a password against its salted hash, which records how it was made", async () => {
  const [one, other] = [await hashPassword("correct horse", here), await hashPassword("correct horse", here)];
  expect(one).not.toBe(other);
  expect(one.split("$").slice(0, 3)).toEqual(["", "scrypt", "ln=14,r=8,p=5"]);
  expect([
    await isPasswordOf(one, "correct horse", here),
    await isPasswordOf(other, "correct horse", here),
    await isPasswordOf(one, "correct house", here),
  ]).toEqual([true, true, false]);
});

// RFC 7914 §12: "pleaseletmein", salt "SodiumChloride", N=2^14, r=8, p=1. The first 32 of its 64 bytes are those of a 32-byte key.
const rfcKey = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2";

it("verifies a hash made at another cost", async () => {
  const hash = btoa(String.fromCharCode(...(rfcKey.match(/../g) ?? []).map((byte) => parseInt(byte, 16)))).replaceAll("=", "");
  expect(await isPasswordOf(`$scrypt$ln=14,r=8,p=1$${btoa("SodiumChloride").replaceAll("=", "")}$${hash}`, "pleaseletmein", here)).toBe(
    true,
  );
});

it("accepts a password typed with other code points for the same letters", async () => {
  expect(await isPasswordOf(await hashPassword("caf\u00e9 au lait", here), "cafe\u0301 au lait", here)).toBe(true);
});

it("matches no password against a missing or malformed hash", async () => {
  expect(await isPasswordOf(nobodysHash, "", here)).toBe(false);
  for (const stored of ["", "plain", "$scrypt$ln=14$x$y", "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA"])
    expect(await isPasswordOf(stored, stored, here)).toBe(false);
});
