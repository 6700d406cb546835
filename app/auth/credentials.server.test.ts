import { expect, it, vi } from "vitest";
import { signInForm, signUpForm } from "./credentials.server.ts";

// Marks above and below in turn: sorting them into NFC takes ten seconds for 128,000 and grows with the square.
const marks = `a${"\u0301\u0323".repeat(5_000)}@example.com`;

it("accepts an address without a full domain from an existing account, but not for a new one", () => {
  const password = "a long passphrase";
  for (const [email, isTaken] of [
    ["ada@example", false],
    ["ada@mail.example", true],
  ] as const) {
    expect(signUpForm.safeParse({ name: "Ada", email, password }).success).toBe(isTaken);
    expect(signInForm.safeParse({ email, password }).success).toBe(true);
  }
});

it("does not normalise a text longer than an address can be", () => {
  const normalize = vi.spyOn(String.prototype, "normalize");
  for (const email of [marks, "ada@example.com"]) signInForm.safeParse({ email, password: "a long password" });
  signUpForm.safeParse({ name: marks, email: marks, password: marks });
  expect(normalize.mock.contexts.map(String)).toEqual(["ada@example.com"]);
  normalize.mockRestore();
});
