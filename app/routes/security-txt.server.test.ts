import { expect, it } from "vitest";
import { Visitor } from "../testing/host.ts";

const ask = (bindings = {}) => new Visitor().request("GET", "/.well-known/security.txt", {}, bindings);

it("says where to report a security problem, and has not expired", async () => {
  const response = await ask({ SECURITY_CONTACT: "mailto:security@preppal.example" });
  expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "text/plain; charset=utf-8"]);
  const [contact, expires, ...rest] = (await response.text()).split("\n");
  expect([contact, ...rest]).toEqual([
    "Contact: mailto:security@preppal.example",
    "Preferred-Languages: en",
    "Canonical: http://localhost:3000/.well-known/security.txt",
    "",
  ]);
  const until = Date.parse(expires?.replace("Expires: ", "") ?? "");
  expect(until > Date.now() && until < Date.now() + 365 * 86_400_000).toBe(true);
});

it("is absent when no contact is set", async () => {
  expect((await ask()).status).toBe(404);
});
