import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { serve } from "./serve.server.ts";
import { appOrigin, refusalOf, send, Visitor, WORKER_SHARED_SECRET } from "./testing/host.ts";

const mebibyte = 1024 * 1024;
const streamOf = (bytes: number) => {
  let left = bytes;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const size = Math.min(left, 64 * 1024);
      left -= size;
      if (size > 0) controller.enqueue(new Uint8Array(size).fill(0x20));
      else controller.close();
    },
  });
};

it("refuses a body over 1 MiB, and over 8 MiB for a transcript, with or without an announced length", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const bearer = { Authorization: `Bearer ${WORKER_SHARED_SECRET}` };
  const cases = [
    ["/api/interviews", mebibyte],
    ["/login", mebibyte],
    [`/api/interviews/${id}/status`, mebibyte],
    [`/api/interviews/${id}/transcript`, 8 * mebibyte],
  ] as const;
  const answers = [];
  for (const [path, limit] of cases) {
    const statuses = [];
    for (const body of [" ".repeat(limit), streamOf(limit), " ".repeat(limit + 1), streamOf(limit + 1)]) {
      statuses.push((await ada.request("POST", path, { body, headers: path.endsWith("transcript") ? bearer : {} })).status);
    }
    answers.push(statuses);
  }
  expect(answers).toEqual(cases.map(() => [400, 400, 413, 413]));
  expect(await refusalOf(await ada.request("POST", "/api/interviews", { body: streamOf(2 * mebibyte) }))).toEqual([
    413,
    "PAYLOAD_TOO_LARGE",
  ]);
});

/** An endless body that counts how much of it was read. */
const endless = () => {
  const read = { chunks: 0 };
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    read.chunks += 1;
    controller.enqueue(new Uint8Array(64 * 1024));
  };
  return { read, body: new ReadableStream<Uint8Array>({ pull }) };
};

it("reads no further than the limit", async () => {
  const ada = await new Visitor().enter();
  const { body, read } = endless();
  expect((await ada.request("POST", "/api/interviews", { body })).status).toBe(413);
  expect(read.chunks).toBeLessThan(20);
});

it("reads a stranger's form and request up to 1 MiB, and answers them like a short one", async () => {
  const { email } = await new Visitor().enter();
  const padded = (fields: Record<string, string>) => new URLSearchParams({ ...fields, padding: "x".repeat(200 * 1024) });
  const answers = [];
  for (const [path, body, headers] of [
    ["/login", padded({ email, password: "a wrong password" }), {}],
    ["/signup", padded({ name: "Ada", email: "no address", password: "a long password" }), {}],
    ["/api/interviews", JSON.stringify({ role: "x".repeat(200 * 1024) }), { "Content-Type": "application/json" }],
    ["/api/interviews/x/transcript", JSON.stringify({ transcript: "x".repeat(200 * 1024) }), { "Content-Type": "application/json" }],
    ["/api/passkeys/sign-in", JSON.stringify({ response: "x".repeat(200 * 1024) }), { "Content-Type": "application/json" }],
  ] as const) {
    answers.push((await new Visitor().request("POST", path, { body, headers })).status);
  }
  expect(answers).toEqual([400, 400, 401, 401, 400]);
});

it("reads at most 1 MiB of a stranger's body, and none of a longer announced one; only the Worker may send a transcript", async () => {
  const nobody = new Visitor();
  const wrong = { Authorization: "Bearer a wrong secret, but long enough to be one" };
  const cases = [
    ["/api/interviews/x/transcript", {}, 401],
    ["/api/interviews/x/transcript", wrong, 401],
    ["/api/interviews/x/transcript.data", {}, 401],
    ["/api/interviews", {}, 413],
    ["/api/interviews", wrong, 413],
    ["/login", {}, 413],
    ["/signup.data", {}, 413],
    ["/no/such/page", {}, 413],
  ] as const;
  for (const [path, headers, status] of cases) {
    const { body, read } = endless();
    expect([path, (await nobody.request("POST", path, { body, headers })).status]).toEqual([path, status]);
    expect(read.chunks).toBeLessThan(20);
    const announced = { ...headers, "Content-Length": String(8 * mebibyte) };
    const unread = endless();
    expect([path, (await nobody.request("POST", path, { body: unread.body, headers: announced })).status]).toEqual([path, status]);
    expect(unread.read.chunks).toBeLessThan(3);
  }
});

it("lets no signed-in user send what only the Worker may", async () => {
  const ada = await new Visitor().enter();
  const { body, read } = endless();
  expect((await ada.request("POST", "/api/interviews/x/transcript", { body })).status).toBe(401);
  expect(read.chunks).toBeLessThan(20);
});

it("is never kept busy by a form of 1 MiB: a name, email or password that long, or a hundred thousand fields", async () => {
  const long = "x".repeat(mebibyte - 200);
  const forms = [
    ["/signup", new URLSearchParams({ name: long, email: "a@example.com", password: "a long password" })],
    ["/signup", new URLSearchParams({ name: "Ada", email: long, password: "a long password" })],
    ["/signup", new URLSearchParams({ name: "Ada", email: "a@example.com", password: long })],
    ["/login", new URLSearchParams({ email: long, password: "a long password" })],
    ["/login", new URLSearchParams({ email: "a@example.com", password: long })],
    ["/forgot", new URLSearchParams({ email: long })],
    ["/login", "a=&".repeat(mebibyte / 3)],
  ] as const;
  for (const [path, body] of forms) {
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await new Visitor().request("POST", path, { body: String(body), headers });
    const text = await answer.text();
    expect([answer.status, text.length < 100 * 1024]).toEqual([400, true]);
  }
});

const counted = () => {
  const handle = vi.fn(async () => new Response("page"));
  const ask = async (target: string, init: RequestInit = {}) => {
    const response = await serve(new Request(appOrigin + target, init), { env, waitUntil: () => {} }, handle);
    return [response.status, handle.mock.calls.splice(0).length];
  };
  return { ask };
};

it("answers a GET and a HEAD that carry a body as if they carried none", async () => {
  const { cookie } = await new Visitor().enter();
  const answers = [];
  for (const method of ["GET", "HEAD"]) {
    for (const path of ["/health", "/api/interviews", "/dashboard", "/dashboard.data"]) {
      const request = new Request(appOrigin + path, { method, headers: { Cookie: cookie } });
      // The runtime hands such a request over as it came, but lets nobody construct one.
      Object.defineProperty(request, "body", { value: new Response("{}").body });
      answers.push([method, path, (await send(request)).status]);
    }
  }
  expect(answers.filter(([, , status]) => status !== 200)).toEqual([]);
});

it("refuses an address with many or long parts before routing, and accepts the longest it needs", async () => {
  const { ask } = counted();
  const refused = [
    "/a".repeat(17),
    "/a".repeat(7_500),
    `/login${"/a".repeat(7_500)}`,
    `/interview/x/session${"/%61".repeat(400)}`,
    `/${"a".repeat(1_000)}`,
    `/api${"/a".repeat(2_000)}.data`,
    "/".repeat(20),
  ];
  for (const path of refused) expect(await ask(path)).toEqual([404, 0]);
  for (const path of ["/a".repeat(16), `/${"a".repeat(999)}`]) expect(await ask(path)).toEqual([200, 1]);
});

it("refuses a query or headers that are long or have many parts before anything reads them", async () => {
  const { ask } = counted();
  expect([
    await ask(`/login?${"index=x&".repeat(50)}`),
    await ask(`/?${"a".repeat(4_000)}`),
    await ask(`/login?${new URLSearchParams({ redirectTo: `/dashboard?cursor=${"a".repeat(200)}` })}`),
    await ask("/", { headers: { Cookie: "a=b; ".repeat(6_500) } }),
    await ask("/", { headers: { "User-Agent": "x".repeat(33_000) } }),
    await ask("/", { headers: { Cookie: "a=b; ".repeat(1_000) } }),
  ]).toEqual([
    [400, 0],
    [400, 0],
    [200, 1],
    [400, 0],
    [400, 0],
    [200, 1],
  ]);
});
