import { expect, it, vi } from "vitest";
import type { Interview } from "../../contract/app-api.ts";
import { setupFields } from "../../contract/setup.ts";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { encodeCursor } from "../interviews/history.server.ts";
import { afterAnswers, askedAbout, DB, refusalOf, toWorker, Visitor, worker } from "../testing/host.ts";

const unsaid = Object.fromEntries(setupFields.map((field) => [field, null]));

type Page = { interviews: Interview[]; nextCursor: string | null };
const historyOf = async (visitor: Visitor, query = "") => (await (await visitor.get(`/api/interviews${query}`)).json()) as Page;
const countOf = async (userId: string) =>
  (await DB.prepare("select count(*) as n from interview where user_id = ?").bind(userId).first<{ n: number }>())?.n;

it("creates a PENDING interview from the set-up, with null for what was left out", async () => {
  const ada = await new Visitor().enter();
  const response = await ada.post("/api/interviews", { role: "  Backend engineer ", company: "Acme", level: "SENIOR" });
  const { interview } = (await response.json()) as { interview: Interview };
  expect(response.status).toBe(201);
  expect(interview).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    userId: expect.any(String),
    status: "PENDING",
    ...unsaid,
    role: "Backend engineer",
    company: "Acme",
    level: "SENIOR",
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    startedAt: null,
    endedAt: null,
    endReason: null,
  });
  expect(await (await ada.get(`/api/interviews/${interview.id}`)).json()).toEqual({ interview, transcript: [] });
});

it("stores every field of a set-up and returns it to its owner and to the Worker", async () => {
  const ada = await new Visitor().enter();
  const { id, ...made } = await ada.startInterview(fullSetup);
  expect(made).toMatchObject(fullSetup);
  const answers = [await ada.get(`/api/interviews/${id}`), await worker.get(`/api/interviews/${id}`)];
  const read = (await Promise.all(answers.map((it) => it.json()))) as { interview: Interview }[];
  expect(read.map(({ interview }) => interview)).toEqual([
    { id, ...made },
    { id, ...made },
  ]);
  expect((await historyOf(ada)).interviews).toEqual([{ id, ...made }]);
});

it("keeps the joiners of scripts and emoji, and the candidate's line breaks", async () => {
  const ada = await new Visitor().enter();
  const { role, resume } = await ada.startInterview({
    role: "برنامه\u200Cنویس 👩\u200D💻\u2028senior",
    resume: "one\rtwo\fthree\u0085four",
  });
  expect([role, resume]).toEqual(["برنامه\u200Cنویس 👩\u200D💻 senior", "one\ntwo\nthree\nfour"]);
});

it("returns what an earlier version stored, treating what it does not understand as unset", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const kept = JSON.stringify({ level: "SENIOR", language: "tlh", colour: "red" });
  await DB.prepare("update interview set setup = ?, role = ? where id = ?").bind(kept, "\u200B", id).run();
  const { interviews } = await historyOf(ada);
  expect(interviews[0]).toMatchObject({ role: "\u200B", level: "SENIOR", language: null, company: null });
  expect(interviews[0]).not.toHaveProperty("colour");
});

it("accepts the longest texts, and removes unprintable characters from them", async () => {
  const ada = await new Visitor().enter();
  const resume = "😀".repeat(10_000);
  const interview = await ada.startInterview({ role: "r".repeat(120), resume, jobDescription: "a\r\nb\u0000\u202e\ud800c" });
  expect([interview.role.length, interview.resume, interview.jobDescription]).toEqual([120, resume, "a\nb\ufffdc"]);
});

it.each([
  ["no body", undefined],
  ["text", "role"],
  ["half of an object", '{"role":'],
  ["null", "null"],
  ["a list", "[]"],
  ["a text", '"x"'],
  ["deep nesting", "[".repeat(100_000)],
  ["no role", "{}"],
  ["an empty role", '{"role":"  "}'],
  ["a role that is a number", '{"role":1}'],
  ["a role of 121 characters", JSON.stringify({ role: "r".repeat(121) })],
  ["an unknown level", '{"role":"x","level":"KING"}'],
  ["a company that is a list", '{"role":"x","company":[]}'],
  ["a résumé of 20,001 characters", JSON.stringify({ role: "x", resume: "r".repeat(20_001) })],
  ["a role of joiners only", '{"role":"\u200b\u200d"}'],
  ["an unknown language", '{"role":"x","language":"tlh"}'],
  ["eleven questions", JSON.stringify({ role: "x", questions: Array(11).fill("Why?") })],
  ["an unknown field", '{"role":"x","colour":"red"}'],
  ["somebody's userId", '{"role":"x","userId":"1"}'],
  ["a status", '{"role":"x","status":"COMPLETED"}'],
  ["a polluting key", '{"role":"x","__proto__":{"a":1}}'],
  ["letters that are no UTF-8", Uint8Array.from('{"role":"Ing\xe9nieur"}', (letter) => letter.charCodeAt(0))],
])("refuses %s with 400 and creates nothing", async (_, body) => {
  const ada = await shared();
  const before = await historyOf(ada);
  const response = await ada.request("POST", "/api/interviews", { ...(body !== undefined && { body }) });
  expect(await refusalOf(response)).toEqual([400, "BAD_REQUEST"]);
  expect(await historyOf(ada)).toEqual(before);
});

let sharedVisitor: Promise<Visitor> | null = null;
const shared = () => (sharedVisitor ??= new Visitor("Shared").enter());

it("pages through the history, newest first, without repeats or gaps, even when times are equal", async () => {
  const ada = await new Visitor().enter();
  const made: Interview[] = [];
  for (let count = 0; count < 7; count += 1) made.push(await ada.startInterview({ role: `Role ${count}` }));
  const same = made[3]?.createdAt ?? "";
  await DB.prepare("update interview set created_at = ? where id in (?, ?, ?)").bind(same, made[2]?.id, made[3]?.id, made[4]?.id).run();
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await historyOf(ada, `?limit=3${cursor === null ? "" : `&cursor=${cursor}`}`);
    pages.push(page.interviews.map((it) => it.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  const ids = made.map((it) => it.id);
  const tied = [ids[2], ids[3], ids[4]].sort().reverse();
  expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
  expect(pages.flat()).toEqual([ids[6], ids[5], ...tied, ids[1], ids[0]]);
  expect((await historyOf(ada)).interviews.map((it) => it.id)).toEqual(pages.flat());
});

it("returns twenty by default, and says when there are no more", async () => {
  const ada = await new Visitor().enter();
  expect(await historyOf(ada)).toEqual({ interviews: [], nextCursor: null });
  for (let count = 0; count < 21; count += 1) await ada.startInterview();
  expect((await historyOf(ada)).interviews).toHaveLength(20);
  expect((await historyOf(ada, "?cursor=&limit=")).interviews).toHaveLength(20);
  expect((await historyOf(ada, "?limit=21")).nextCursor).toBeNull();
  expect((await historyOf(ada, "?limit=100")).interviews).toHaveLength(21);
});

it.each([
  "limit=0",
  "limit=101",
  "limit=-1",
  "limit=1.5",
  "limit=ten",
  "cursor=x",
  "cursor=W10",
  `cursor=${btoa('["2026-01-01T00:00:00.000Z","x"]')}`,
  `cursor=${btoa('["now","00000000-0000-4000-8000-000000000000"]')}`,
])("refuses ?%s with 400", async (query) => {
  expect(await refusalOf(await (await shared()).get(`/api/interviews?${query}`))).toEqual([400, "BAD_REQUEST"]);
});

it("never shows one candidate another's interviews, with or without a cursor", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  await ada.startInterview();
  const newest = await ada.startInterview();
  expect(await historyOf(eve, `?cursor=${encodeCursor(newest)}`)).toEqual({ interviews: [], nextCursor: null });
});

it("deletes an interview with its transcript and tells the Worker to forget it", async () => {
  const ada = await new Visitor().enter();
  const { id, userId } = await ada.startInterview();
  const entry = { speaker: "AI", content: "Hello", timestamp: "2026-11-21T10:00:00.000Z" };
  await worker.post(`/api/interviews/${id}/transcript`, { transcript: [entry], endedAt: entry.timestamp });
  toWorker.mockClear();
  const response = await ada.request("DELETE", `/api/interviews/${id}`);
  await afterAnswers();
  const calls = askedAbout(id).map(([url, init]) => [url, init?.method, new Headers(init?.headers).get("Authorization")]);
  expect([response.status, await response.text()]).toEqual([204, ""]);
  expect(calls).toEqual([[`http://localhost:8787/${id}`, "DELETE", "Bearer a shared secret of the tests, 32 characters"]]);
  expect([await countOf(userId), (await ada.get(`/api/interviews/${id}`)).status]).toEqual([0, 404]);
  expect(await DB.prepare("select count(*) as n from transcript_entry where interview_id = ?").bind(id).first()).toEqual({ n: 0 });
  expect(await refusalOf(await ada.request("DELETE", `/api/interviews/${id}`))).toEqual([404, "NOT_FOUND"]);
});

it("answers a HEAD, by which a room asks whether its interview is still there", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const looked = async () => {
    const response = await ada.request("HEAD", `/api/interviews/${id}`);
    return [response.status, await response.text()];
  };
  const before = await looked();
  await ada.request("DELETE", `/api/interviews/${id}`);
  expect([before, await looked()]).toEqual([
    [200, ""],
    [404, ""],
  ]);
});

it("deletes an interview even when the Worker is down", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  toWorker.mockImplementation(async (url) => {
    if (String(url).endsWith(id)) throw new TypeError("fetch failed");
    return new Response(null, { status: 204 });
  });
  expect((await ada.request("DELETE", `/api/interviews/${id}`)).status).toBe(204);
  await afterAnswers();
  expect(askedAbout(id)).toHaveLength(1);
});

it("restores nothing when the Worker reports on a deleted interview", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await ada.request("DELETE", `/api/interviews/${id}`);
  const transcript = [{ speaker: "USER", content: "Still here?", timestamp: "2026-11-21T10:00:00.000Z" }];
  const late = [
    await worker.post(`/api/interviews/${id}/transcript`, { transcript, endedAt: "2026-11-21T10:00:00.000Z" }),
    await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" }),
    await worker.get(`/api/interviews/${id}`),
  ];
  expect(await Promise.all(late.map(refusalOf))).toEqual(Array(3).fill([404, "NOT_FOUND"]));
  expect(await DB.prepare("select count(*) as n from transcript_entry where interview_id = ?").bind(id).first()).toEqual({ n: 0 });
});

it("limits how many interviews an account creates, by RATE_LIMIT_SCALE", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const ada = await new Visitor().enter();
  const create = () => ada.request("POST", "/api/interviews", { body: '{"role":"x"}' }, { RATE_LIMIT_SCALE: "0.025" });
  expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([201, 201, 201]);
  const refused = await create();
  expect(refused.headers.get("Retry-After")).toBe("2400");
  expect(await refusalOf(refused)).toEqual([429, "TOO_MANY_REQUESTS"]);
});

it("answers 405 to methods it does not know", async () => {
  const ada = await shared();
  const paths = [
    ["PUT", "/api/interviews"],
    ["DELETE", "/api/interviews"],
    ["PATCH", "/api/interviews/x"],
    ["POST", "/api/interviews/x"],
    ["GET", "/api/interviews/x/token"],
    ["GET", "/api/interviews/x/status"],
    ["DELETE", "/api/interviews/x/transcript"],
    ["POST", "/api/profile"],
  ] as const;
  const answers = [];
  for (const [method, path] of paths) answers.push([method, path, ...(await refusalOf(await ada.request(method, path)))]);
  expect(answers).toEqual(paths.map((it) => [...it, 405, "METHOD_NOT_ALLOWED"]));
});

it("shows who is signed in", async () => {
  const ada = await new Visitor().enter();
  const response = await ada.get("/api/profile");
  expect([response.status, await response.json()]).toEqual([
    200,
    { user: { id: expect.any(String), name: "Ada", email: ada.email, createdAt: expect.stringMatching(/Z$/) } },
  ]);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
});

it("echoes little of a body that it refuses", async () => {
  const ada = await new Visitor().enter();
  const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, count) => [`k${count}`, 1]));
  const response = await ada.post("/api/interviews", { role: "x", ...unknown });
  expect(response.status).toBe(400);
  expect((await response.text()).length).toBeLessThan(400);
});
