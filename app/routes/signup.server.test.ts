import { expect, it } from "vitest";
import { DB, Visitor } from "../testing/host.ts";

const filled = ({ name, email, password }: Visitor) => ({ name, email, password });
const userRows = async (email: string) =>
  (
    await DB.prepare("select name, email, password_hash as hash from user where email = ?")
      .bind(email)
      .all<{ name: string; email: string; hash: string }>()
  ).results;
const sessionRows = async (email: string) =>
  (await DB.prepare("select s.* from session s join user u on u.id = s.user_id where u.email = ?").bind(email).all()).results;

it("creates an account, signs it in and redirects to the dashboard", async () => {
  const ada = new Visitor();
  const response = await ada.submit("/signup", { ...filled(ada), email: `  ${ada.email.toUpperCase()} ` });
  expect([response.status, response.headers.get("Location")]).toEqual([302, "/dashboard"]);
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^preppal-session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    expect.stringMatching(/^preppal-device=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
  const [row, ...others] = await userRows(ada.email);
  expect([row?.name, row?.email, others]).toEqual(["Ada", ada.email, []]);
  expect(row?.hash).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$[\w+/]{22}\$[\w+/]{43}$/);
  expect((await ada.get("/dashboard")).status).toBe(200);
});

it("stores no session id in the database and sends a Secure __Host- cookie over https", async () => {
  const ada = new Visitor();
  const response = await ada.request(
    "POST",
    "/signup",
    { body: new URLSearchParams(filled(ada)), headers: { Origin: "https://preppal.example" } },
    {
      APP_ORIGIN: "https://preppal.example",
    },
  );
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-preppal-session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    expect.stringMatching(/^__Host-preppal-device=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  const id = JSON.parse(atob(decodeURIComponent(ada.cookie.split("=")[1] ?? "").split(".")[0] ?? "")) as string;
  const rows = await sessionRows(ada.email);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(id);
});

it("sends a Secure cookie over https also while the app does not know its own address", async () => {
  const body = new URLSearchParams(filled(new Visitor()));
  const host = "https://preppal.example";
  const response = await new Visitor().request("POST", "/signup", { host, body, headers: { Origin: host } }, { APP_ORIGIN: "" });
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-preppal-session=.*; Secure;/),
    expect.stringMatching(/^__Host-preppal-device=.*; Secure;/),
  ]);
});

it("redirects only to a path of this site", async () => {
  const locations = [];
  for (const redirectTo of ["/profile?x=1", "//evil.example"]) {
    const visitor = new Visitor();
    locations.push((await visitor.submit("/signup", { ...filled(visitor), redirectTo })).headers.get("Location"));
  }
  expect(locations).toEqual(["/profile?x=1", "/dashboard"]);
});

it("shows the form again with 409 for an email that has an account, in any case, and changes nothing", async () => {
  const ada = await new Visitor().enter();
  const before = await userRows(ada.email);
  for (const visitor of [new Visitor("Eve"), ada]) {
    const response = await visitor.submit("/signup", { ...filled(ada), name: "Eve", email: ada.email.toUpperCase() });
    expect(response.status).toBe(409);
    expect(response.headers.get("Set-Cookie")).toBeNull();
    expect(await response.text()).toContain("There is an account with this email already");
  }
  expect(await userRows(ada.email)).toEqual(before);
});

it.each([
  ["no name", { name: "  " }],
  ["a name that shows nothing", { name: "\u200B\u3164\u0301" }],
  ["a name of 101 characters", { name: "a".repeat(101) }],
  ["no email", { email: "" }],
  ["an email that is none", { email: "ada at example" }],
  ["an email without its whole domain", { email: "ada@example" }],
  ["a password of 7 characters", { password: "1234567" }],
  ["a password of 129 characters", { password: "p".repeat(129) }],
  ["a password that everybody has", { password: "Password1" }],
  ["the email as password", { email: "ada@example.org", password: " ADA@example.org" }],
])("shows the form again with 400 for %s", async (_, wrong) => {
  const visitor = new Visitor();
  const response = await visitor.submit("/signup", { ...filled(visitor), ...wrong });
  expect(response.status).toBe(400);
  expect(response.headers.get("Content-Type")).toContain("text/html");
  expect(await userRows(visitor.email)).toEqual([]);
});

it("accepts passwords of 8 and of 128 characters", async () => {
  for (const password of ["8 chars!", "pq".repeat(64)]) {
    const visitor = new Visitor();
    expect((await visitor.submit("/signup", { ...filled(visitor), password })).status).toBe(302);
  }
});

it("shows the form again with 429 and Retry-After after too many from one address, with what was typed but the password", async () => {
  const [first, second] = [new Visitor(), new Visitor("Grace")];
  const create = (visitor: Visitor) =>
    visitor.request(
      "POST",
      "/signup",
      { body: new URLSearchParams(filled(visitor)), headers: { "CF-Connecting-IP": first.address } },
      { RATE_LIMIT_SCALE: "0.0085" },
    );
  expect((await create(first)).status).toBe(302);
  const refused = await create(second);
  expect([refused.status, Number(refused.headers.get("Retry-After")) > 0]).toEqual([429, true]);
  const page = await refused.text();
  for (const [name, value] of [
    ["name", "Grace"],
    ["email", second.email],
  ])
    expect(page).toMatch(new RegExp(`<(?=[^>]* name="${name}")(?=[^>]* value="${value}")`));
  expect(page).not.toContain(second.password);
  expect(await userRows(second.email)).toEqual([]);
});

it.each([
  ["nothing", undefined, undefined],
  ["JSON", '{"name":"Ada"}', "application/json"],
  ["multipart without a boundary", "x", "multipart/form-data"],
  ["broken multipart", "--x\r\ngarbage", "multipart/form-data; boundary=x"],
])("shows the form again with 400 for %s instead of a form", async (_, body, type) => {
  for (const path of ["/signup", "/login"]) {
    const response = await new Visitor().request("POST", path, {
      ...(body !== undefined && { body }),
      headers: { ...(type && { "Content-Type": type }) },
    });
    expect([path, response.status]).toEqual([path, 400]);
  }
});

it("shows the form again with 400 for a file instead of text", async () => {
  const form = new FormData();
  form.set("name", "Ada");
  form.set("email", new File(["x"], "x.txt"));
  form.set("password", "correct horse battery");
  for (const path of ["/signup", "/login"]) expect((await new Visitor().request("POST", path, { body: form })).status).toBe(400);
});
