import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import worker from "../index.ts";
import { testEnv } from "../testing/test-env.ts";

type Answer = () => Promise<Response>;
const answering = async (...answers: Answer[]): Promise<string[]> => {
  const asked: string[] = [];
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
    asked.push(`${init?.method} ${String(url)} ${new Headers(init?.headers).get("Authorization")}`);
    return (answers.length > 1 ? answers.shift() : answers[0])?.() ?? new Response(null, { status: 500 });
  });
  await worker.scheduled({} as ScheduledController, env);
  spy.mockRestore();
  return asked;
};
const says = (isDone: boolean) => async () => Response.json({ isDone });
const call = `POST ${testEnv.APP_URL}/api/maintenance Bearer ${testEnv.WORKER_SHARED_SECRET}`;

it("asks the app for batches until nothing is left", async () => {
  expect(await answering(says(false), says(false), says(true))).toEqual([call, call, call]);
});

it("ends the run at the first batch that fails, however it fails", async () => {
  expect(await answering(says(false), async () => new Response(null, { status: 503 }))).toHaveLength(2);
  expect(await answering(async () => Promise.reject(new TypeError("unreachable")))).toHaveLength(1);
  expect(await answering(async () => new Response("<html>"))).toHaveLength(1);
});

it("stops after sixty batches", async () => {
  expect(await answering(says(false))).toHaveLength(60);
});
