import { expect, it } from "vitest";
import { refusalOf, toWorker, Visitor, WORKER_SHARED_SECRET } from "../testing/host.ts";

it("reports to anyone that it is up", async () => {
  const response = await new Visitor().get("/health");
  expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
});

it("refuses other methods and unknown API paths in JSON", async () => {
  const visitor = new Visitor();
  expect(await refusalOf(await visitor.post("/health"))).toEqual([405, "METHOD_NOT_ALLOWED"]);
  expect(await refusalOf(await visitor.get("/api/nothing"))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await visitor.post("/api/interviews/x/y/z"))).toEqual([404, "NOT_FOUND"]);
  for (const [method, path] of [
    ["PROPFIND", "/health"],
    ["PROPFIND", "/api/interviews"],
    ["PROPFIND", "/dashboard"],
    ["POST", "/voices/Kore"],
    ["POST", "/interview/x/export"],
    ["POST", "/interview/x/recording"],
  ] as const) {
    const response = await visitor.request(method, path);
    expect([response.headers.get("Allow")?.split(", ").includes("GET"), ...(await refusalOf(response))]).toEqual([
      true,
      405,
      "METHOD_NOT_ALLOWED",
    ]);
  }
});

const deep = async (answer: () => Promise<Response>, bindings = {}) => {
  toWorker.mockImplementationOnce(answer);
  const headers = { Authorization: `Bearer ${WORKER_SHARED_SECRET}` };
  const response = await new Visitor().request("GET", "/health?deep", { headers }, bindings);
  return [response.status, await response.json()];
};

it("tells the bearer which of database, Worker and Gemini respond", async () => {
  expect((await new Visitor().get("/health?deep")).status).toBe(401);
  const says = (gemini: string) => async () => Response.json({ status: "whatever", gemini });
  const all = { database: "ok", worker: "ok", gemini: "ok" };
  expect(await deep(says("ok"))).toEqual([200, { status: "ok", ...all }]);
  expect(await deep(says("403"))).toEqual([503, { status: "failing", ...all, gemini: "403" }]);
  const unreachable = async () => Promise.reject(new TypeError("unreachable"));
  expect(await deep(unreachable)).toEqual([503, { status: "failing", ...all, worker: "unreachable", gemini: "unknown" }]);
  expect(await deep(async () => new Response(null, { status: 500 }))).toEqual([
    503,
    { status: "failing", ...all, worker: "500", gemini: "unknown" },
  ]);
  const DB = {
    prepare: () => {
      throw new Error("The database is away");
    },
  };
  expect(await deep(says("ok"), { DB })).toEqual([503, { status: "failing", ...all, database: "failing" }]);
});
