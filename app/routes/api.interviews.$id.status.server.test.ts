import { expect, it } from "vitest";
import type { Interview } from "../../contract/app-api.ts";
import type { Status } from "../../contract/vocabulary.ts";
import { afterAnswers, refusalOf, toWorker, Visitor, WORKER_SHARED_SECRET, worker } from "../testing/host.ts";

const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const bodyOf = async (response: Response) => ((await response.json()) as { interview: Interview }).interview;
const read = async (id: string) => bodyOf(await worker.get(`/api/interviews/${id}`));

const inStatus = async (status: Status) => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  if (status !== "PENDING") await worker.post(`/api/interviews/${id}/status`, { status, endReason: "TIMEOUT" });
  const path = `/api/interviews/${id}/status`;
  return { ada, id, path, before: await read(id) };
};

it("sets startedAt when the Worker reports the start, and only once", async () => {
  const { id, path } = await inStatus("PENDING");
  const response = await worker.post(path, { status: "IN_PROGRESS" });
  const started = await bodyOf(response);
  expect([response.status, started.status, started.startedAt, started.endedAt]).toEqual([200, "IN_PROGRESS", iso, null]);
  expect(await bodyOf(await worker.post(path, { status: "IN_PROGRESS" }))).toEqual(started);
  expect(await read(id)).toEqual(started);
});

it("uses the start time the Worker reports, however late, and never the owner's", async () => {
  const startedAt = "2026-11-21T09:30:00.250Z";
  const late = await inStatus("PENDING");
  expect((await bodyOf(await worker.post(late.path, { status: "IN_PROGRESS", startedAt }))).startedAt).toBe(startedAt);
  expect((await bodyOf(await worker.post(late.path, { status: "COMPLETED", startedAt: "2020-01-01T00:00:00Z" }))).startedAt).toBe(
    startedAt,
  );
  const lost = await inStatus("PENDING");
  expect((await bodyOf(await worker.post(lost.path, { status: "COMPLETED", startedAt }))).startedAt).toBe(startedAt);
  const own = await inStatus("PENDING");
  expect((await bodyOf(await own.ada.post(own.path, { status: "ERROR", startedAt }))).startedAt).toBeNull();
  const bad = await inStatus("PENDING");
  expect(await refusalOf(await worker.post(bad.path, { status: "IN_PROGRESS", startedAt: "soon" }))).toEqual([400, "BAD_REQUEST"]);
});

it("completes at the given time, normalised to UTC milliseconds, for the given reason", async () => {
  const { path } = await inStatus("IN_PROGRESS");
  const ended = await bodyOf(
    await worker.post(path, { status: "COMPLETED", endedAt: "2026-11-21T12:00:00+02:00", endReason: "GEMINI_ENDED" }),
  );
  expect([ended.status, ended.endedAt, ended.endReason]).toEqual(["COMPLETED", "2026-11-21T10:00:00.000Z", "GEMINI_ENDED"]);
});

it("completes now without a given time, and fails now whatever time is given", async () => {
  const now = Date.now();
  for (const status of ["COMPLETED", "ERROR"] as const) {
    const { path } = await inStatus("IN_PROGRESS");
    const ended = await bodyOf(await worker.post(path, { status, ...(status === "ERROR" && { endedAt: "2020-01-01T00:00:00.000Z" }) }));
    expect(ended.endedAt).toEqual(iso);
    expect(Date.parse(ended.endedAt ?? "")).toBeGreaterThanOrEqual(now);
  }
});

const workerMoves: [Status, Status, number][] = [
  ["PENDING", "IN_PROGRESS", 200],
  ["PENDING", "COMPLETED", 200],
  ["PENDING", "ERROR", 200],
  ["IN_PROGRESS", "IN_PROGRESS", 200],
  ["IN_PROGRESS", "COMPLETED", 200],
  ["IN_PROGRESS", "ERROR", 200],
  ["COMPLETED", "IN_PROGRESS", 409],
  ["COMPLETED", "COMPLETED", 200],
  ["COMPLETED", "ERROR", 409],
  ["ERROR", "IN_PROGRESS", 409],
  ["ERROR", "COMPLETED", 409],
  ["ERROR", "ERROR", 200],
];
const ownerMoves: [Status, Status, number][] = [
  ["PENDING", "IN_PROGRESS", 403],
  ["PENDING", "COMPLETED", 409],
  ["PENDING", "ERROR", 200],
  ["IN_PROGRESS", "IN_PROGRESS", 403],
  ["IN_PROGRESS", "COMPLETED", 200],
  ["IN_PROGRESS", "ERROR", 200],
  ["COMPLETED", "IN_PROGRESS", 403],
  ["COMPLETED", "COMPLETED", 200],
  ["COMPLETED", "ERROR", 409],
  ["ERROR", "IN_PROGRESS", 403],
  ["ERROR", "COMPLETED", 409],
  ["ERROR", "ERROR", 200],
];
const refusalCodes: Record<number, string> = { 403: "FORBIDDEN", 409: "CONFLICT" };

it.each([...workerMoves.map((move) => ["the Worker", ...move] as const), ...ownerMoves.map((move) => ["the owner", ...move] as const)])(
  "answers %s that moves %s to %s with %i",
  async (who, from, to, expected) => {
    const { ada, id, path, before } = await inStatus(from);
    const body = { status: to, endedAt: "2026-11-21T10:00:00.000Z", endReason: "DISCONNECTED" };
    const response = await (who === "the Worker" ? worker.post(path, body) : ada.post(path, body));
    expect(response.status).toBe(expected);
    if (expected !== 200) expect(await refusalOf(response)).toEqual([expected, refusalCodes[expected]]);
    const after = await read(id);
    if (expected !== 200 || from === to) expect(after).toEqual(before);
    else expect(after.status).toBe(to);
  },
);

it("treats a candidate's ERROR as a cancel, their COMPLETED as their end, and tells the Worker to deliver what was said", async () => {
  toWorker.mockClear();
  const reasons = [];
  const ids = [];
  for (const report of [{ status: "ERROR" }, { status: "ERROR", endReason: "GEMINI_ENDED" }, { status: "COMPLETED" }]) {
    const { ada, id, path } = await inStatus("IN_PROGRESS");
    reasons.push((await bodyOf(await ada.post(path, report))).endReason);
    await ada.post(path, report);
    ids.push(id);
  }
  await afterAnswers();
  const calls = toWorker.mock.calls.map(([url, init]) => [init?.method, url]);
  expect(reasons).toEqual(["CANCELLED", "CANCELLED", "USER_INITIATED"]);
  expect(calls).toEqual(ids.map((id) => ["DELETE", `http://localhost:8787/${id}?keep=transcript`]));
});

it("refuses anybody but the owner and the Worker", async () => {
  const { id, ada, path, before } = await inStatus("IN_PROGRESS");
  const eve = await new Visitor("Eve").enter();
  const report = { status: "ERROR" };
  expect(await refusalOf(await new Visitor().post(path, report))).toEqual([401, "UNAUTHORIZED"]);
  expect(await refusalOf(await eve.post(path, report))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await eve.post(path, { status: "IN_PROGRESS" }))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await ada.post("/api/interviews/none/status", report))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await worker.post("/api/interviews/none/status", report))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await worker.post(path, report, "not the shared secret"))).toEqual([401, "UNAUTHORIZED"]);
  expect(await read(id)).toEqual(before);
});

it("refuses a wrong bearer even with the owner's session, and accepts a right one", async () => {
  const { ada, path } = await inStatus("PENDING");
  const bad = [
    "Bearer wrong",
    "Bearer",
    "Bearer ",
    "Basic eDp5",
    `Token ${WORKER_SHARED_SECRET}`,
    `Bearer ${WORKER_SHARED_SECRET}x`,
    `Bearer ${WORKER_SHARED_SECRET.slice(1)}`,
  ];
  const answers = [];
  for (const Authorization of bad) answers.push(await refusalOf(await ada.post(path, { status: "ERROR" }, { Authorization })));
  expect(answers).toEqual(bad.map(() => [401, "UNAUTHORIZED"]));
  expect((await ada.post(path, { status: "IN_PROGRESS" }, { Authorization: `Bearer ${WORKER_SHARED_SECRET}` })).status).toBe(200);
});

it.each([
  ["no JSON", "x"],
  ["no status", "{}"],
  ["PENDING", '{"status":"PENDING"}'],
  ["an unknown status", '{"status":"DONE"}'],
  ["a status in lower case", '{"status":"error"}'],
  ["a status that is a list", '{"status":["ERROR"]}'],
  ["a time without a zone", '{"status":"COMPLETED","endedAt":"2026-11-21T10:00:00"}'],
  ["a day", '{"status":"COMPLETED","endedAt":"2026-11-21"}'],
  ["a day that never was", '{"status":"COMPLETED","endedAt":"2026-02-30T10:00:00Z"}'],
  ["a number for a time", '{"status":"COMPLETED","endedAt":1}'],
  ["an unknown reason", '{"status":"COMPLETED","endReason":"BORED"}'],
  ["an unknown field", '{"status":"COMPLETED","colour":"red"}'],
])("refuses %s with 400 and changes nothing", async (_, body) => {
  const { id, path, before } = await bad();
  expect(await refusalOf(await worker.post(path, body))).toEqual([400, "BAD_REQUEST"]);
  expect(await read(id)).toEqual(before);
});

let badCase: ReturnType<typeof inStatus> | null = null;
const bad = () => (badCase ??= inStatus("IN_PROGRESS"));

it("lets exactly one of two concurrent ends win, for good", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id, path } = await inStatus("IN_PROGRESS");
    const responses = await Promise.all([worker.post(path, { status: "ERROR" }), worker.post(path, { status: "COMPLETED" })]);
    expect(responses.map((it) => it.status).sort()).toEqual([200, 409]);
    const winner = responses.find((it) => it.status === 200);
    expect(winner && (await bodyOf(winner))).toEqual(await read(id));
  }
});

it("accepts neither the time nor the reason of an end from a candidate", async () => {
  const ada = await new Visitor().enter();
  const [ended, cancelled] = [await ada.startInterview(), await ada.startInterview()];
  const said = { endedAt: "9999-12-31T23:59:59.999Z", endReason: "GEMINI_FAILED" };
  const before = new Date().toISOString();
  await worker.post(`/api/interviews/${ended.id}/status`, { status: "IN_PROGRESS" });
  const reasons = [];
  for (const [id, status] of [
    [ended.id, "COMPLETED"],
    [cancelled.id, "ERROR"],
  ] as const) {
    const { interview } = (await (await ada.post(`/api/interviews/${id}/status`, { status, ...said })).json()) as { interview: Interview };
    expect((interview.endedAt ?? "") >= before && (interview.endedAt ?? "") <= new Date().toISOString()).toBe(true);
    reasons.push(interview.endReason);
  }
  expect(reasons).toEqual(["USER_INITIATED", "CANCELLED"]);
});
