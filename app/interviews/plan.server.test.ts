import { afterEach, expect, it } from "vitest";
import { beginHeader } from "../../contract/app-api.ts";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { afterAnswers, toPlanner, Visitor, worker, WORKER_SHARED_SECRET } from "../testing/host.ts";

const plan = {
  questions: [{ id: "q1", kind: "SKILL", topic: "Landing", question: "How do you land?", probes: ["In snow?"], minutes: 2, source: "jd" }],
};
const answer = (body: unknown, status = 200) => toPlanner.mockImplementation(async () => Response.json(body, { status }));
const planOf = async (id: string) => ((await (await worker.get(`/api/interviews/${id}?plan`)).json()) as { plan: unknown }).plan;

afterEach(() => {
  toPlanner.mockReset();
  toPlanner.mockImplementation(async () => new Response(null, { status: 503 }));
});

it("asks the Worker to plan each new interview, and answers without waiting for it", async () => {
  const ada = await new Visitor().enter();
  const other = await ada.startInterview();
  await afterAnswers();
  let release: () => void = () => undefined;
  toPlanner.mockImplementation(() => new Promise((resolve) => (release = () => resolve(Response.json({ plan })))));
  const { id } = await ada.startInterview(fullSetup);
  expect(await planOf(id)).toBeNull();
  const [url, request] = toPlanner.mock.calls.at(-1) ?? [];
  expect([url, request?.method]).toEqual([`http://localhost:8787/${id}/plan`, "POST"]);
  expect(new Headers(request?.headers).get("Authorization")).toBe(`Bearer ${WORKER_SHARED_SECRET}`);
  expect(JSON.parse(String(request?.body))).toEqual(fullSetup);
  release();
  await afterAnswers();
  expect([await planOf(id), await planOf(other.id)]).toEqual([plan, null]);
  expect(await (await ada.get(`/api/interviews/${id}?plan`)).json()).toMatchObject({ plan });
  const answers = await Promise.all([ada, worker].map(async (it) => Object.keys(await (await it.get(`/api/interviews/${id}`)).json())));
  expect(answers).toEqual(Array(2).fill(["interview", "transcript"]));
  expect(await (await worker.get(`/api/interviews/${id}`, { [beginHeader]: "true" })).json()).toMatchObject({ plan });
});

it.each([
  ["is no plan", { plan: { questions: [{ question: "Why?" }] } }, 200],
  ["is none at all", {}, 200],
  ["refuses", { plan }, 503],
])("works without a plan when the Worker's answer %s", async (_, body, status) => {
  const ada = await new Visitor().enter();
  answer(body, status);
  const { id } = await ada.startInterview();
  await afterAnswers();
  expect(await planOf(id)).toBeNull();
});

it("plans no more interviews than an account can hold, and creates them all the same", async () => {
  const ada = await new Visitor().enter();
  answer({ plan });
  toPlanner.mockClear();
  const start = () => ada.request("POST", "/api/interviews", { body: JSON.stringify({ role: "Pilot" }) }, { RATE_LIMIT_SCALE: "0.05" });
  const statuses = [(await start()).status, (await start()).status];
  await afterAnswers();
  expect([statuses, toPlanner.mock.calls.length]).toEqual([[201, 201], 1]);
});

it("leaves an interview that has begun unchanged", async () => {
  const ada = await new Visitor().enter();
  let release: () => void = () => undefined;
  toPlanner.mockImplementation(() => new Promise((resolve) => (release = () => resolve(Response.json({ plan })))));
  const { id } = await ada.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  release();
  await afterAnswers();
  expect(await planOf(id)).toBeNull();
});
