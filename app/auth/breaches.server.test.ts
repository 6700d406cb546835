import { createHash } from "node:crypto";
import { expect, it, vi } from "vitest";
import { afterAnswers, linkTo, toWorker, Visitor } from "../testing/host.ts";
import { appOfTests } from "../testing/app.ts";
import { isBreached } from "./breaches.server.ts";

const on = { PASSWORD_BREACH_CHECK: "on" };
const password = "a passphrase that has leaked";
const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
const answering = (lines: string) => toWorker.mockReset().mockImplementation(async () => new Response(lines));
const asked = () => toWorker.mock.calls.map(([url]) => String(url)).filter((url) => url.includes("pwned"));

it("asks nobody unless the operator enables it", async () => {
  answering(`${hash.slice(5)}:7`);
  expect([await isBreached(appOfTests(), password), asked()]).toEqual([false, []]);
});

it("finds a leaked password, sending only five characters of its hash", async () => {
  answering(`${"0".repeat(35)}:3\r\n${hash.slice(5)}:7\r\n`);
  expect([await isBreached(appOfTests(on), password), asked()]).toEqual([
    true,
    [`https://api.pwnedpasswords.com/range/${hash.slice(0, 5)}`],
  ]);
  expect(JSON.stringify(toWorker.mock.calls)).not.toContain(hash.slice(5));
  expect(new Headers(toWorker.mock.calls[0]?.[1]?.headers).get("Add-Padding")).toBe("true");
});

it("waits two seconds for the service, then lets people in", async () => {
  const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort());
  toWorker.mockReset().mockImplementation(async (_, init) => {
    init?.signal?.throwIfAborted();
    return new Response(`${hash.slice(5)}:7`);
  });
  expect([await isBreached(appOfTests(on), password), timeout.mock.calls]).toEqual([false, [[2_000]]]);
  timeout.mockRestore();
});

it("ignores padding, and lets people in when the service does not answer", async () => {
  for (const lines of [`${hash.slice(5)}:0`, "", `1${hash.slice(6)}:7`]) {
    answering(lines);
    expect(await isBreached(appOfTests(on), password)).toBe(false);
  }
  toWorker.mockImplementation(async () => new Response("", { status: 503 }));
  expect(await isBreached(appOfTests(on), password)).toBe(false);
  toWorker.mockImplementation(async () => Promise.reject(new TypeError("unreachable")));
  expect(await isBreached(appOfTests(on), password)).toBe(false);
});

it("refuses a leaked password wherever one is chosen, and says why", async () => {
  answering(`${hash.slice(5)}:7`);
  const ada = await new Visitor().enter();
  const [stranger, forgetful] = [new Visitor(), await new Visitor().enter()];
  await forgetful.submit("/forgot", { email: forgetful.email });
  await afterAnswers();
  const [, token = ""] = linkTo(forgetful.email).split("token=");
  const answers = [
    await stranger.submit("/signup", { name: "Eve", email: stranger.email, password }, on),
    await ada.submit("/profile", { intent: "password", currentPassword: ada.password, newPassword: password }, on),
    await forgetful.submit("/reset", { token, password }, on),
  ];
  for (const response of answers)
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("This password has leaked elsewhere")]);
});
