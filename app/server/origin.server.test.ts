import { expect, it } from "vitest";
import { homeOf, isForeign } from "./origin.server.ts";

const asked = (method: string, headers: Record<string, string>) =>
  isForeign(new Request("http://localhost:3000/api/interviews", { method, headers }), "https://preppal.example");

it("allows reading from anywhere", () => {
  expect(
    ["GET", "HEAD", "OPTIONS"].map((method) => asked(method, { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" })),
  ).toEqual([false, false, false]);
});

it.each([
  [{ Origin: "https://preppal.example" }, false],
  [{ Origin: "http://localhost:3000" }, true],
  [{}, false],
  [{ "Sec-Fetch-Site": "same-origin" }, false],
  [{ "Sec-Fetch-Site": "none" }, false],
  [{ Origin: "https://evil.example" }, true],
  [{ Origin: "null" }, true],
  [{ Origin: "" }, true],
  [{ Origin: "http://localhost:3000/" }, true],
  [{ Origin: "https://preppal.example:444" }, true],
  [{ Origin: "https://sub.preppal.example" }, true],
  [{ "Sec-Fetch-Site": "cross-site" }, true],
  [{ "Sec-Fetch-Site": "same-site" }, true],
  [{ Origin: "https://preppal.example", "Sec-Fetch-Site": "cross-site" }, true],
])("treats a change requested with %o as foreign: %s", (headers, isExpected) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(asked(method, headers as Record<string, string>)).toBe(isExpected);
});

it("trusts the requested address as its own only when no other is configured", () => {
  const request = new Request("http://localhost:3000/", { method: "POST", headers: { Origin: "http://localhost:3000" } });
  expect([
    isForeign(request, undefined),
    isForeign(request, "http://localhost:3000"),
    isForeign(request, "https://preppal.example"),
  ]).toEqual([false, false, true]);
});

const ledTo = (url: string, headers: Record<string, string>, appOrigin?: string) => homeOf(new Request(url, { headers }), appOrigin);
const navigates = { "Sec-Fetch-Mode": "navigate" };

it("redirects a browser from another name of this machine to the app's own address", () => {
  const there = "http://localhost:3000/signup?redirectTo=%2Fprofile";
  for (const host of ["127.0.0.1", "[::1]"])
    expect(ledTo(`http://${host}:3000/signup?redirectTo=%2Fprofile`, navigates, "http://localhost:3000")).toBe(there);
});

it.each([
  ["the app's own address", "http://localhost:3000/", navigates, "http://localhost:3000"],
  ["a program that is no browser", "http://127.0.0.1:3000/", {}, "http://localhost:3000"],
  ["a deployed app", "http://127.0.0.1:3000/", navigates, "https://preppal.example"],
  ["another host", "http://192.0.2.1:3000/", navigates, "http://localhost:3000"],
  ["an app that does not know its address", "http://127.0.0.1:3000/", navigates, undefined],
])("leaves %s alone", (_, url, headers, appOrigin) => {
  expect(ledTo(url, headers, appOrigin)).toBeNull();
});
