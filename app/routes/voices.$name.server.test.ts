import { afterEach, expect, it } from "vitest";
import { toWorker, Visitor, WORKER_SHARED_SECRET } from "../testing/host.ts";

afterEach(() => {
  toWorker.mockReset();
  toWorker.mockImplementation(async () => new Response(null, { status: 204 }));
});

it("plays an offered voice from the Worker to a signed-in user, and lets their browser cache it for a day", async () => {
  const ada = await new Visitor().enter();
  toWorker.mockImplementation(async () => new Response("RIFF"));
  const response = await ada.get("/voices/Puck");
  expect([response.status, await response.text()]).toEqual([200, "RIFF"]);
  expect(["Content-Type", "Cache-Control"].map((name) => response.headers.get(name))).toEqual(["audio/wav", "private, max-age=86400"]);
  const [url, init] = toWorker.mock.calls.at(-1) ?? [];
  expect([url, new Headers(init?.headers).get("Authorization")]).toEqual([
    "http://localhost:8787/voice/Puck",
    `Bearer ${WORKER_SHARED_SECRET}`,
  ]);
});

it.each([
  ["is not offered", "Fenrir", 200, 404],
  ["the Worker does not have", "Kore", 503, 503],
])("answers with a matching error for a voice that %s", async (_, voice, worker, status) => {
  const ada = await new Visitor().enter();
  toWorker.mockImplementation(async () => new Response(null, { status: worker }));
  expect((await ada.get(`/voices/${voice}`)).status).toBe(status);
});

it("plays nothing to a stranger, and nothing past the rate limit", async () => {
  toWorker.mockImplementation(async () => new Response("RIFF"));
  expect((await new Visitor().get("/voices/Puck")).status).toBe(302);
  const ada = await new Visitor().enter();
  const statuses = [];
  for (let count = 0; count < 25; count += 1) statuses.push((await ada.get("/voices/Puck")).status);
  expect([new Set(statuses.slice(0, 24)), statuses[24]]).toEqual([new Set([200]), 429]);
});
