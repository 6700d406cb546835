import { expect, it } from "vitest";
import { DB, Visitor } from "../testing/host.ts";

const urlEncoded = { "Content-Type": "application/x-www-form-urlencoded" };
const multipart = { "Content-Type": "multipart/form-data; boundary=b" };
const latin1 = (text: string) => Uint8Array.from(text, (it) => it.charCodeAt(0));
const part = (name: string, value: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

const rolesOf = async (ada: Visitor) => {
  const sql = "SELECT role FROM interview JOIN user ON user.id = interview.user_id WHERE user.email = ?";
  return (await DB.prepare(sql).bind(ada.email).all<{ role: string }>()).results.map(({ role }) => role);
};

it.each([
  [
    "urlencoded",
    urlEncoded,
    (value: string) => `intent=start&role=${value.replace(/[^ -~]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)}`,
  ],
  ["urlencoded with its bytes as they are", urlEncoded, (value: string) => `intent=start&role=${value}`],
  ["multipart", multipart, (value: string) => `${part("intent", "start")}${part("role", value)}--b--\r\n`],
])("accepts a form in UTF-8, %s, and stores nothing of any other encoding", async (_, headers, bodyOf) => {
  const ada = await new Visitor().enter();
  const start = (value: string) => ada.request("POST", "/dashboard", { body: latin1(bodyOf(value)), headers });
  for (const broken of ["B\xe4cker", "B\xc3cker", "\xed\xa0\x80", "caf\xc3"]) expect((await start(broken)).status).toBe(400);
  expect(await rolesOf(ada)).toEqual([]);
  // "Bäcker �" in bytes: U+FFFD is a character like any other if it was sent.
  expect((await start("B\xc3\xa4cker \xef\xbf\xbd")).status).toBe(302);
  expect(await rolesOf(ada)).toEqual(["Bäcker �"]);
});

it("keeps a percent sign in a form that is not percent-encoded", async () => {
  const ada = await new Visitor().enter();
  const body = `${part("intent", "start")}${part("role", "Sales, 20%e4b")}--b--\r\n`;
  expect((await ada.request("POST", "/dashboard", { body, headers: multipart })).status).toBe(302);
  expect(await rolesOf(ada)).toEqual(["Sales, 20%e4b"]);
});

it("answers a form that is not UTF-8 as invalid input", async () => {
  const nobody = new Visitor();
  const body = "name=%FF&email=utf-8%40example.com&password=correct%20horse%20battery&token=t";
  const ask = async (path: string) => (await nobody.request("POST", path, { body, headers: urlEncoded })).status;
  expect([await ask("/signup"), await ask("/login"), await ask("/reset")]).toEqual([400, 400, 400]);
  expect(await DB.prepare("SELECT count(*) AS count FROM user WHERE name LIKE '%�%'").first("count")).toBe(0);
});
