import { SELF } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import worker from "../index.ts";
import { testEnv } from "../testing/test-env.ts";
import { readSettings } from "./env.ts";

const bearer = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };

it("tells callers with the bearer whether Gemini answers, and anybody that it is up", async () => {
  const answers = await Promise.all(
    [
      ["/health", {}],
      ["/health?deep", {}],
      ["/health?deep", bearer],
    ].map(async ([path, headers]) => {
      const response = await SELF.fetch(`http://worker${String(path)}`, { headers: headers as Record<string, string> });
      return [response.status, await response.json().catch(() => null)];
    }),
  );
  expect(answers).toEqual([
    [200, { status: "ok" }],
    [401, null],
    [200, { status: "ok", gemini: "ok" }],
  ]);
});

it("reports what Gemini refused with, and puts the key in no address", async () => {
  const asked: [string, string | null][] = [];
  const answer = async (status: number | null) => {
    const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
      asked.push([String(url), new Headers(init?.headers).get("x-goog-api-key")]);
      if (status === null) throw new TypeError("unreachable");
      return new Response(null, { status });
    });
    const request = new Request<unknown, IncomingRequestCfProperties>("http://worker/health?deep", { headers: bearer });
    const response = await worker.fetch(request, { ...env, GEMINI_BASE_URL: "", GEMINI_API_KEY: "a-key" } as typeof env);
    spy.mockRestore();
    return [response.status, await response.json()];
  };
  expect(await answer(403)).toEqual([503, { status: "failing", gemini: "403" }]);
  expect(await answer(null)).toEqual([503, { status: "failing", gemini: "unreachable" }]);
  expect(asked[0]).toEqual(["https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-live", "a-key"]);
});

it("reaches Gemini where its address ends in a slash, as interviews do", async () => {
  const request = new Request<unknown, IncomingRequestCfProperties>("http://worker/health?deep", { headers: bearer });
  const response = await worker.fetch(request, {
    ...env,
    GEMINI_BASE_URL: `${readSettings(env).GEMINI_BASE_URL}/`,
  } as typeof env);
  expect([response.status, await response.json()]).toEqual([200, { status: "ok", gemini: "ok" }]);
});

it("accepts only GET and HEAD", async () => {
  const answers = await Promise.all(
    ["GET", "HEAD", "POST", "DELETE"].map(async (method) => {
      const { status, headers } = await SELF.fetch("http://worker/health", { method });
      return [method, status, headers.get("Allow")];
    }),
  );
  expect(answers).toEqual([
    ["GET", 200, null],
    ["HEAD", 200, null],
    ["POST", 405, "GET, HEAD"],
    ["DELETE", 405, "GET, HEAD"],
  ]);
});
