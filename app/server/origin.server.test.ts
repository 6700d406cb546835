import { expect, it } from "vitest";
import { isForeign } from "./origin.server.ts";

const asked = (method: string, headers: Record<string, string>) =>
  isForeign(new Request("http://localhost:3000/api/interviews", { method, headers }), "https://preppal.example");

it("takes reading from anywhere", () => {
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
])("judges a change asked with %o as foreign: %s", (headers, isExpected) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(asked(method, headers as Record<string, string>)).toBe(isExpected);
});

it("takes the address that it is asked at for its own where no other is configured, and never beside it", () => {
  const request = new Request("http://localhost:3000/", { method: "POST", headers: { Origin: "http://localhost:3000" } });
  expect([
    isForeign(request, undefined),
    isForeign(request, "http://localhost:3000"),
    isForeign(request, "https://preppal.example"),
  ]).toEqual([false, false, true]);
});
