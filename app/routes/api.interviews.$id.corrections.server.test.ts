import { expect, it } from "vitest";
import { DB, refusalOf, Visitor, worker } from "../testing/host.ts";

const asked = { speaker: "AI", content: "What did you write?", timestamp: "2026-11-21T10:00:01.000Z" };
const answered = { speaker: "USER", content: "I wrote the cash layer in rust", timestamp: "2026-11-21T10:00:02.000Z" };

const begun = async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await worker.post(`/api/interviews/${id}/transcript`, { transcript: [asked, answered], endedAt: "2026-11-21T10:05:00.000Z" });
  const correct = (body: unknown, who = ada) => who.post(`/api/interviews/${id}/corrections`, body);
  const kept = async () =>
    (await DB.prepare("SELECT text FROM transcript_correction WHERE interview_id = ? ORDER BY created_at").bind(id).all()).results.map(
      (row) => row["text"],
    );
  return { ada, id, correct, kept };
};

it("records the candidate's correction, keeping the line and every earlier correction", async () => {
  const { id, correct, kept } = await begun();
  const text = "I wrote the cache layer in Rust";
  const response = await correct({ timestamp: answered.timestamp, text });
  expect([response.status, await response.json()]).toEqual([200, { correction: { timestamp: answered.timestamp, text } }]);
  await correct({ timestamp: answered.timestamp, text: null });
  expect(await kept()).toEqual([text, null]);
  expect(await (await worker.get(`/api/interviews/${id}`)).json()).toMatchObject({ transcript: [asked, answered] });
});

it("stores a correction in printable form, and answers with what it stored", async () => {
  const { correct, kept } = await begun();
  const response = await correct({ timestamp: answered.timestamp, text: "\0 the cache\ud800\r\nlayer\u0008 " });
  const text = "the cache\ufffd\nlayer";
  // Compared as text, because Vitest cannot print half a surrogate pair.
  expect(await response.text()).toBe(JSON.stringify({ correction: { timestamp: answered.timestamp, text } }));
  expect(await kept()).toEqual([text]);
});

it("limits a burst over both the form and the API, as each is kept for good", async () => {
  const { ada, id } = await begun();
  const few = { RATE_LIMIT_SCALE: "0.04" };
  const { timestamp } = answered;
  const byForm = (text: string) => ada.submit(`/interview/${id}/feedback`, { intent: "correct", timestamp, text }, few);
  const byJson = (text: string) =>
    ada.request("POST", `/api/interviews/${id}/corrections`, { body: JSON.stringify({ timestamp, text }) }, few);
  expect([(await byForm("one")).status, (await byJson("two")).status, (await byJson("three")).status]).toEqual([302, 200, 429]);
  const refused = await byForm("four");
  expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining("Too many corrections at once.")]);
});

it("deletes them with the interview", async () => {
  const { ada, id, correct, kept } = await begun();
  await correct({ timestamp: answered.timestamp, text: "x" });
  await ada.request("DELETE", `/api/interviews/${id}`);
  expect(await kept()).toEqual([]);
});

it.each([
  ["a line of the interviewer", { timestamp: asked.timestamp, text: "Hello" }, 400],
  ["a line that is not there", { timestamp: "2026-11-21T10:00:03.000Z", text: "Hello" }, 404],
  ["a text of another length altogether", { timestamp: answered.timestamp, text: "x".repeat(261) }, 400],
  ["an empty text", { timestamp: answered.timestamp, text: "  " }, 400],
  ["a text of which nothing is seen", { timestamp: answered.timestamp, text: "\u200b\u2060" }, 400],
  ["a text that no page can show", { timestamp: answered.timestamp, text: "\0" }, 400],
  ["no text", { timestamp: answered.timestamp }, 400],
  ["no time", { text: "Hello" }, 400],
  ["more than is asked", { timestamp: answered.timestamp, text: "Hello", speaker: "AI" }, 400],
])("refuses %s", async (_, body, status) => {
  const { correct, kept } = await begun();
  expect((await refusalOf(await correct(body)))[0]).toBe(status);
  expect(await kept()).toEqual([]);
});

it("accepts none from another user, without a session or from the Worker", async () => {
  const { id, correct, kept } = await begun();
  const body = { timestamp: answered.timestamp, text: "Hello" };
  const eve = await new Visitor("Eve").enter();
  const asks = [correct(body, eve), correct(body, new Visitor()), worker.post(`/api/interviews/${id}/corrections`, body)];
  expect(await Promise.all(asks.map(async (it) => (await refusalOf(await it))[0]))).toEqual([404, 401, 401]);
  expect(await kept()).toEqual([]);
});
