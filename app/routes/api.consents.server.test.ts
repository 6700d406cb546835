import { expect, it } from "vitest";
import { disclosure } from "../../contract/disclosure.ts";
import { DB, refusalOf, Visitor } from "../testing/host.ts";

const path = "/api/consents";
const { subject, version } = disclosure;
const kept = async ({ email }: Visitor) =>
  (
    await DB.prepare("select subject, version, given_at from consent join user on user.id = user_id where email = ?")
      .bind(email)
      .all<{ subject: string; version: string; given_at: string }>()
  ).results;

it("records which text somebody agreed to and when, once", async () => {
  const ada = await new Visitor().enter();
  expect((await ada.post(path, { subject, version })).status).toBe(204);
  const [first] = await kept(ada);
  expect(first).toEqual({ subject, version, given_at: expect.stringMatching(/^\d{4}-.*Z$/) });
  await ada.post(path, { subject, version });
  expect(await kept(ada)).toEqual([first]);
});

it("shows the disclosure in the lobby until agreed to", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const lobby = async () => (await ada.get(`/interview/${id}/session`)).text();
  expect(await lobby()).toContain("Before your first interview");
  await ada.post(path, { subject, version });
  expect(await lobby()).not.toContain("Before your first interview");
});

it.each([
  ["another version", { subject, version: "1999-01-01" }],
  ["something else", { subject: "newsletter", version }],
  ["nothing", {}],
])("records no consent for %s", async (_, body) => {
  const ada = await new Visitor().enter();
  expect(await refusalOf(await ada.post(path, body))).toEqual([400, "BAD_REQUEST"]);
  expect(await kept(ada)).toEqual([]);
});

it("requires a session", async () => {
  expect(await refusalOf(await new Visitor().post(path, { subject, version }))).toEqual([401, "UNAUTHORIZED"]);
});
