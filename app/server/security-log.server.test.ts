import { afterEach, expect, it, vi } from "vitest";
import { Visitor, WORKER_SHARED_SECRET } from "../testing/host.ts";

const logged = vi.spyOn(console, "log");
afterEach(() => void logged.mockClear());

type Line = { event: string; account?: string | null; network?: string; limit?: string };
const lines = () => logged.mock.calls.map(([line]) => JSON.parse(String(line)) as Line);

it("logs an account's sign-up, sign-ins, refusals, changes and end under one keyed hash, with the network", async () => {
  const ada = new Visitor();
  const headers = { "CF-Connecting-IP": "203.0.113.77" };
  const submit = (path: string, form: Record<string, string>, bindings = {}) =>
    ada.request("POST", path, { body: new URLSearchParams(form), headers }, bindings);
  const { name, email, password } = ada;
  await submit("/signup", { name, email, password });
  await ada.rehash(password);
  await submit("/logout", {});
  await submit("/login", { email, password: "a guess" });
  await submit("/login", { email: email.toUpperCase(), password });
  await submit("/profile", { intent: "delete", password: "a guess" });
  await submit("/profile", { intent: "password", currentPassword: password, newPassword: "another password" });
  await ada.rehash("another password");
  await submit("/profile", { intent: "delete", password: "another password" });
  const account = expect.stringMatching(/^[0-9a-f]{16}$/) as string;
  const events = [
    "user.created",
    "signIn.ended",
    "signIn.refused",
    "signIn.accepted",
    "password.refused",
    "user.passwordChanged",
    "user.deleted",
  ];
  expect(lines()).toEqual(events.map((event) => expect.objectContaining({ event, account, network: "203.0.113.0/24" }) as Line));
  expect(new Set(lines().map((line) => line.account)).size).toBe(1);
  const text = logged.mock.calls.flat().join("\n");
  for (const secret of [email, "203.0.113.77", password, "a guess"]) expect(text).not.toContain(secret);
});

it("logs the operator's actions on an account under the same hash as its owner's", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const { userId: id } = await eve.startInterview();
  await eve.submit("/logout", {});
  const press = (fields: Record<string, string>) => ada.submit("/admin", fields, { ADMIN_EMAILS: ada.email });
  for (const intent of ["end", "block", "unblock"]) expect((await press({ intent, id })).status).toBe(302);
  expect((await press({ intent: "block", id: "nobody" })).status).toBe(302);
  const told = lines().filter(({ event }) => /^user\.|^signIn\./.test(event));
  expect(told.map(({ event }) => event)).toEqual(["signIn.ended", "signIn.ended", "user.blocked", "user.unblocked"]);
  expect(new Set(told.map(({ account }) => account)).size).toBe(1);
});

it("logs no secret part of an address", async () => {
  const token = "s".repeat(43);
  await new Visitor().request("DELETE", `/api/share/${token}`, { headers: { Authorization: "Basic eDp5" } });
  expect(lines()).toEqual([expect.objectContaining({ event: "bearer.refused", path: "/api/share/…" })]);
});

it("logs a limit that was reached and a bearer that was refused", async () => {
  const ada = new Visitor();
  const scale = { RATE_LIMIT_SCALE: "0.01" };
  for (let guess = 0; guess < 2; guess += 1) await ada.submit("/login", { email: ada.email, password: "a guess" }, scale);
  await ada.get("/api/profile", { Authorization: `Bearer ${WORKER_SHARED_SECRET}x` });
  expect(lines().slice(1)).toEqual([
    expect.objectContaining({ event: "limit.reached", limit: "signIn", account: lines()[0]?.account }),
    expect.objectContaining({ event: "bearer.refused", account: null, network: "unknown" }),
  ]);
});
