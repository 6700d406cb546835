import { expect, it } from "vitest";
import { isGuessable } from "./common-passwords.server.ts";
import list from "./common-passwords.txt?raw";

it("refuses the first guesses: known passwords in any case and with added symbols, one repeated character, our name", () => {
  const known = ["letmein123", "iloveyou1", "password123", "Passw0rd!", "!!Password!!", "sunshine1", "Princess1", "football1", "trustno1"];
  const repeated = ["aaaaaaaa", "        ", "........", "🦁🦁🦁🦁", "\u0000".repeat(12)];
  const ours = ["preppal1", "PrepPal2026!", "my-preppal-password"];
  expect([...known, ...repeated, ...ours].filter((password) => !isGuessable(password))).toEqual([]);
});

it("accepts passwords that are none of these", () => {
  expect(
    ["correct horse battery", "8 chars!", "Lions & tigers", "tqx7vbn2", "pq".repeat(64), "é".repeat(7) + "e"].filter(isGuessable),
  ).toEqual([]);
});

it("knows more than 10,000 passwords of at least eight characters, from the first to the last of the list", () => {
  const passwords = list.trimEnd().split("\n");
  expect(passwords.length).toBeGreaterThan(10_000);
  expect(passwords.filter((password) => password.length < 8 || password !== password.toLowerCase())).toEqual([]);
  expect([passwords[0], passwords.at(-1)].map((password) => isGuessable(password ?? ""))).toEqual([true, true]);
});
