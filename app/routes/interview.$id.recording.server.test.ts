import { beforeEach, expect, it } from "vitest";
import { toWorker, Visitor, WORKER_SHARED_SECRET } from "../testing/host.ts";

const recording = JSON.stringify({ version: 1, machine: "interview", input: {}, events: [] });
const asked = () => toWorker.mock.calls.map(([url, init]) => [init?.method, String(url), new Headers(init?.headers).get("Authorization")]);

beforeEach(() => {
  toWorker.mockClear();
});

it("serves the Worker's recording to the owner as a file", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  toWorker.mockResolvedValueOnce(new Response(recording));
  const response = await ada.get(`/interview/${id}/recording`);
  expect([response.status, await response.text()]).toEqual([200, recording]);
  expect(["Content-Type", "Content-Disposition", "Cache-Control"].map((name) => response.headers.get(name))).toEqual([
    "application/json",
    `attachment; filename="preppal-${id}.json"`,
    "no-store",
  ]);
  expect(asked()).toEqual([["GET", `http://localhost:8787/${id}/recording`, `Bearer ${WORKER_SHARED_SECRET}`]]);
});

it("asks the Worker nothing for another user", async () => {
  const { id } = await (await new Visitor().enter()).startInterview();
  const eve = await new Visitor("Eve").enter();
  expect((await eve.get(`/interview/${id}/recording`)).status).toBe(404);
  expect(asked()).toEqual([]);
});

it.each<[string, () => Promise<Response>, number, RegExp]>([
  ["has none any more", async () => new Response(null, { status: 404 }), 404, /kept for a day/],
  ["refuses", async () => new Response(null, { status: 401 }), 503, /Try again/],
  ["is away", () => Promise.reject(new TypeError("fetch failed")), 503, /Try again/],
])("explains when the Worker %s", async (_, answer, status, words) => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  toWorker.mockImplementationOnce(answer);
  const response = await ada.get(`/interview/${id}/recording`);
  expect([response.status, response.headers.get("Content-Disposition"), await response.text()]).toEqual([
    status,
    null,
    expect.stringMatching(words),
  ]);
});
