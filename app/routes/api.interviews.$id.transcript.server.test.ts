import { expect, it } from "vitest";
import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";
import { appOrigin, DB, refusalOf, send, Visitor, worker, WORKER_SHARED_SECRET } from "../testing/host.ts";

const endedAt = "2026-11-21T11:00:00.000Z";
const entryAt = (ms: number, content = `Sentence ${ms}`): TranscriptEntry => ({
  speaker: ms % 2 ? "USER" : "AI",
  content,
  timestamp: new Date(Date.UTC(2026, 10, 21, 10) + ms).toISOString(),
});
const begun = async (status?: string) => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  if (status) await worker.post(`/api/interviews/${id}/status`, { status });
  return { ada, id, path: `/api/interviews/${id}/transcript` };
};
const read = async (id: string) =>
  (await (await worker.get(`/api/interviews/${id}`)).json()) as { interview: Interview; transcript: TranscriptEntry[] };

it("stores the transcript, ordered by time, and completes the interview", async () => {
  for (const status of ["IN_PROGRESS", undefined]) {
    const { ada, id, path } = await begun(status);
    const entries = [entryAt(3), entryAt(1), entryAt(2)];
    const response = await worker.post(path, { transcript: entries, endedAt, endReason: "TIMEOUT" });
    const { interview } = (await response.json()) as { interview: Interview };
    expect([response.status, interview.status, interview.endedAt, interview.endReason]).toEqual([200, "COMPLETED", endedAt, "TIMEOUT"]);
    const transcript = [entryAt(1), entryAt(2), entryAt(3)];
    expect(await (await ada.get(`/api/interviews/${id}`)).json()).toEqual({ interview, transcript });
  }
});

it("accepts an empty transcript", async () => {
  const { id, path } = await begun();
  expect((await worker.post(path, { transcript: [], endedAt })).status).toBe(200);
  expect((await read(id)).interview).toMatchObject({ status: "COMPLETED", endedAt, endReason: null });
});

it("changes nothing when the same transcript is submitted again", async () => {
  const { id, path } = await begun("IN_PROGRESS");
  const submission = { transcript: [entryAt(1), entryAt(2)], endedAt, endReason: "USER_INITIATED" };
  await worker.post(path, submission);
  const first = await read(id);
  expect((await worker.post(path, submission)).status).toBe(200);
  expect(await read(id)).toEqual(first);
});

it("adds what is new, leaves existing entries alone, and keeps endedAt and endReason", async () => {
  const { id, path } = await begun("IN_PROGRESS");
  await worker.post(path, { transcript: [entryAt(1)], endedAt, endReason: "USER_INITIATED" });
  const later = { transcript: [entryAt(1, "Something else"), entryAt(2)], endedAt: "2026-11-21T12:00:00.000Z", endReason: "TIMEOUT" };
  await worker.post(path, later);
  const { interview, transcript } = await read(id);
  expect([interview.endedAt, interview.endReason]).toEqual([endedAt, "USER_INITIATED"]);
  expect(transcript).toEqual([entryAt(1), entryAt(2)]);
});

it("keeps ERROR, its endedAt and its reason, and adds the entries", async () => {
  const { id, path } = await begun("IN_PROGRESS");
  await worker.post(`/api/interviews/${id}/status`, { status: "ERROR", endReason: "GEMINI_FAILED" });
  const before = (await read(id)).interview;
  expect((await worker.post(path, { transcript: [entryAt(1)], endedAt, endReason: "TIMEOUT" })).status).toBe(200);
  expect(await read(id)).toEqual({ interview: before, transcript: [entryAt(1)] });
});

it("stores 5,000 entries of one submission, of more bytes than one database value holds", async () => {
  const { id, path } = await begun("IN_PROGRESS");
  const transcript = Array.from({ length: 5_000 }, (_, ms) => entryAt(ms, `${ms} é😀"\\\n ${"long ".repeat(200)}`));
  const body = JSON.stringify({ transcript, endedAt });
  expect(body.length).toBeGreaterThan(5_000_000);
  expect((await worker.post(path, body)).status).toBe(200);
  expect((await read(id)).transcript).toEqual(transcript);
});

it("normalises times to UTC milliseconds, so that the same instant identifies the same entry", async () => {
  const { id, path } = await begun();
  const transcript = [
    { ...entryAt(0), timestamp: "2026-11-21T12:00:00+02:00" },
    { ...entryAt(0), timestamp: "2026-11-21T10:00:00Z", content: "The same instant" },
  ];
  await worker.post(path, { transcript, endedAt: "2026-11-21T12:30:00.5+01:00" });
  const stored = await read(id);
  expect([stored.transcript, stored.interview.endedAt]).toEqual([[entryAt(0)], "2026-11-21T11:30:00.500Z"]);
});

it("stores every word of an entry with a NUL or half a surrogate pair in it", async () => {
  const { id, path } = await begun();
  await worker.post(path, { transcript: [entryAt(0, "I led\0 the move"), entryAt(1, "to \ud800Postgres.")], endedAt });
  expect((await read(id)).transcript).toEqual([entryAt(0, "I led the move"), entryAt(1, "to \ufffdPostgres.")]);
});

it("stores every entry once when two submissions arrive concurrently", async () => {
  const { id, path } = await begun("IN_PROGRESS");
  const all = Array.from({ length: 200 }, (_, ms) => entryAt(ms));
  const both = [
    { transcript: all.slice(0, 150), endedAt, endReason: "TIMEOUT" },
    { transcript: all.slice(50), endedAt: "2026-11-21T11:00:01.000Z", endReason: "DISCONNECTED" },
  ];
  const responses = await Promise.all(both.map((it) => worker.post(path, it)));
  expect(responses.map((it) => it.status)).toEqual([200, 200]);
  const stored = await read(id);
  expect(stored.transcript).toEqual(all);
  expect([
    [endedAt, "TIMEOUT"],
    ["2026-11-21T11:00:01.000Z", "DISCONNECTED"],
  ]).toContainEqual([stored.interview.endedAt, stored.interview.endReason]);
});

it("keeps one end and every entry when ERROR and the transcript race", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id, path } = await begun("IN_PROGRESS");
    const [error] = await Promise.all([
      worker.post(`/api/interviews/${id}/status`, { status: "ERROR" }),
      worker.post(path, { transcript: [entryAt(1)], endedAt }),
    ]);
    const { interview, transcript } = await read(id);
    expect([interview.status, transcript]).toEqual([error.status === 200 ? "ERROR" : "COMPLETED", [entryAt(1)]]);
  }
});

it("stores nothing at all when the database refuses one statement of the batch", async () => {
  const { id, path } = await begun("IN_PROGRESS");
  await DB.prepare(
    `create trigger refuse before update of status on interview when new.id = '${id}' begin select raise(abort, 'refused'); end`,
  ).run();
  expect((await worker.post(path, { transcript: [entryAt(1)], endedAt })).status).toBe(500);
  await DB.prepare("drop trigger refuse").run();
  const { interview, transcript } = await read(id);
  expect([interview.status, transcript]).toEqual(["IN_PROGRESS", []]);
});

it("accepts only the Worker's bearer", async () => {
  const { ada, id, path } = await begun("IN_PROGRESS");
  const body = { transcript: [entryAt(1)], endedAt };
  expect(await refusalOf(await ada.post(path, body))).toEqual([401, "UNAUTHORIZED"]);
  expect(await refusalOf(await new Visitor().post(path, body))).toEqual([401, "UNAUTHORIZED"]);
  expect(await refusalOf(await worker.post(path, body, "wrong"))).toEqual([401, "UNAUTHORIZED"]);
  expect(await refusalOf(await ada.post(path, body, { Authorization: "Bearer wrong" }))).toEqual([401, "UNAUTHORIZED"]);
  expect((await read(id)).transcript).toEqual([]);
  expect((await ada.post(path, body, { Authorization: `Bearer ${WORKER_SHARED_SECRET}` })).status).toBe(200);
  expect(await refusalOf(await worker.post("/api/interviews/none/transcript", body))).toEqual([404, "NOT_FOUND"]);
});

const good = entryAt(1);
it.each([
  ["no JSON", "x"],
  ["no transcript", { endedAt }],
  ["a transcript that is no list", { transcript: {}, endedAt }],
  ["no endedAt", { transcript: [good] }],
  ["an endedAt that is no time", { transcript: [good], endedAt: "yesterday" }],
  ["an unknown endReason", { transcript: [good], endedAt, endReason: "BORED" }],
  ["an unknown field", { transcript: [good], endedAt, status: "ERROR" }],
  ["an unknown speaker", { transcript: [good, { ...entryAt(2), speaker: "HOST" }], endedAt }],
  ["an entry without content", { transcript: [good, { speaker: "AI", timestamp: good.timestamp }], endedAt }],
  ["an entry of empty content", { transcript: [good, { ...entryAt(2), content: "" }], endedAt }],
  ["content that is a number", { transcript: [good, { ...entryAt(2), content: 1 }], endedAt }],
  ["content too long to store", { transcript: [good, { ...entryAt(2), content: "\u0001".repeat(400_000) }], endedAt }],
  ["a timestamp that is none", { transcript: [good, { ...entryAt(2), timestamp: "later" }], endedAt }],
  ["a timestamp that is a number", { transcript: [good, { ...entryAt(2), timestamp: 1 }], endedAt }],
  ["an entry that is null", { transcript: [good, null], endedAt }],
  ["an entry with an unknown field", { transcript: [good, { ...entryAt(2), id: 1 }], endedAt }],
])("refuses %s with 400 and stores nothing", async (_, body) => {
  const { id, path } = await bad();
  expect(await refusalOf(await worker.post(path, body))).toEqual([400, "BAD_REQUEST"]);
  const { interview, transcript } = await read(id);
  expect([interview.status, transcript]).toEqual(["IN_PROGRESS", []]);
});

let badCase: ReturnType<typeof begun> | null = null;
const bad = () => (badCase ??= begun("IN_PROGRESS"));

it("writes one data point per interview, without a word of it, when Analytics Engine is bound", async () => {
  const { id } = await (await new Visitor().enter()).startInterview({ role: "Pilot", language: "de" });
  const points: unknown[] = [];
  const bindings = { ANALYTICS: { writeDataPoint: (point: unknown) => points.push(point) } };
  const usage = { inputTextTokens: 0, inputAudioTokens: 1_000_000, outputTextTokens: 0, outputAudioTokens: 0, thoughtTokens: 0 };
  const body = {
    transcript: [{ speaker: "AI", content: "Guten Tag", timestamp: "2026-11-21T10:00:01.000Z" }],
    endedAt: "2026-11-21T10:06:00.000Z",
    endReason: "USER_INITIATED",
    usage,
  };
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS", startedAt: "2026-11-21T10:00:00.000Z" });
  const submit = () => {
    const headers = { Authorization: `Bearer ${WORKER_SHARED_SECRET}` };
    return send(
      new Request(`${appOrigin}/api/interviews/${id}/transcript`, { method: "POST", headers, body: JSON.stringify(body) }),
      bindings,
    );
  };
  expect([(await submit()).status, (await submit()).status]).toEqual([200, 200]);
  expect(points).toEqual([{ indexes: ["COMPLETED"], blobs: ["COMPLETED", "USER_INITIATED", "de"], doubles: [6, 1, 3] }]);
});
