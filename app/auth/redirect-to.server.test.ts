import { expect, it } from "vitest";
import { sameSitePath } from "./redirect-to.server.ts";

it.each(["/", "/dashboard", "/interview/1/session?x=1&y=%2F#end", "/a//b"])("keeps %s", (path) => {
  expect(sameSitePath(path, "/fallback")).toBe(path);
});

it.each([
  null,
  undefined,
  "",
  "dashboard",
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "//[",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "javascript:alert(1)",
  "\\\\evil.example",
  ["/dashboard"],
])("uses the default for %o", (target) => {
  expect(sameSitePath(target, "/fallback")).toBe("/fallback");
});
