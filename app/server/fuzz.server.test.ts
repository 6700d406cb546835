import fc from "fast-check";
import { safeParse } from "zod";
import { expect, it, vi } from "vitest";
import { signInForm, signUpForm } from "../auth/credentials.server.ts";
import { newSetup, setupWithin } from "../../contract/new-setup.ts";
import { setupFields } from "../../contract/setup.ts";
import { decodeCursor } from "../interviews/history.server.ts";
import { statusReport, transcriptSubmission } from "../../contract/app-api.ts";
import { correction, reportResult } from "../../contract/report.ts";
import { Visitor, worker } from "../testing/host.ts";
import { msOf, runs } from "../../harness/fuzz.ts";

vi.spyOn(console, "log").mockImplementation(() => {});

/** Wall-clock time on a busy machine. A backtracking parser takes far longer. */
const longestMs = 1_000;

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "\0",
    "\ud800",
    "\u202e",
    "a".repeat(20_001),
    "2026-11-21T10:00:00Z",
    "+275760-09-13T00:00:00.000Z",
    "2026-02-30T00:00:00Z",
    "NaN",
  ),
);
const values = fc.oneof(
  texts,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("IN_PROGRESS", "COMPLETED", "USER", "AI", "SENIOR", 1e308, -0, null),
);
const fieldsOf = (...names: string[]) => fc.dictionary(fc.constantFrom(...names, "__proto__", "constructor"), values, { maxKeys: 7 });
const setups = fieldsOf(...setupFields);
const statuses = fieldsOf("status", "endedAt", "endReason");
const entries = fc.oneof(fieldsOf("speaker", "content", "timestamp"), fc.jsonValue({ maxDepth: 1 }));
const transcripts = fc.record(
  { transcript: fc.oneof(fc.array(entries, { maxLength: 4 }), values), endedAt: values, endReason: values },
  { requiredKeys: [] },
);
const reports = fieldsOf("jobId", "state", "report", "checks", "uses", "text", "timestamp");
const accounts = fieldsOf("name", "email", "password");

it("accepts or refuses 20,000 bodies of any shape without throwing, each in bounded time", () => {
  const parsers = { newSetup, setupWithin, statusReport, transcriptSubmission, reportResult, correction, signUpForm, signInForm };
  const inputs = fc.oneof(setups, statuses, transcripts, reports, accounts, fc.jsonValue({ maxDepth: 3 }));
  let slowest = 0;
  fc.assert(
    fc.property(inputs, fc.constantFrom(...Object.values(parsers)), (input, parser) => {
      slowest = Math.max(
        slowest,
        msOf(() => safeParse(parser, input), longestMs),
      );
    }),
    { numRuns: runs(19_000) },
  );
  fc.assert(
    fc.property(texts, (text) => void decodeCursor(text)),
    { numRuns: runs(1_000) },
  );
  expect(slowest).toBeLessThan(longestMs);
});

it("examines no list longer than its limit", () => {
  const wrong = Array<number>(100_000).fill(1);
  const issues = [
    transcriptSubmission.safeParse({ transcript: wrong, endedAt: "2026-11-21T10:00:00Z" }),
    safeParse(newSetup, { role: "x", questions: wrong }),
    safeParse(newSetup, { role: "x", focus: wrong }),
  ].map(({ error }) => error?.issues.length);
  expect(issues).toEqual([1, 1, 1]);
});

const bodies = fc.oneof(
  setups.map((it) => JSON.stringify(it)),
  statuses.map((it) => JSON.stringify(it)),
  transcripts.map((it) => JSON.stringify(it)),
  reports.map((it) => JSON.stringify(it)),
  fc.json(),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("", "{", "null", "[]", '{"__proto__":{"role":"x"}}', `${"[".repeat(5_000)}${"]".repeat(5_000)}`),
);

it("answers 500 requests with arbitrary bodies by a refusal or the route's result, never by a 500", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const asks: [string, (body: string) => Promise<Response>][] = [
    ["interviews", (body) => ada.request("POST", "/api/interviews", { body }, { RATE_LIMIT_SCALE: "1000" })],
    ["status", (body) => worker.post(`/api/interviews/${id}/status`, body)],
    ["own status", (body) => ada.request("POST", `/api/interviews/${id}/status`, { body })],
    ["transcript", (body) => worker.post(`/api/interviews/${id}/transcript`, body)],
    ["result", (body) => worker.post(`/api/interviews/${id}/feedback/result`, body)],
    ["correction", (body) => ada.request("POST", `/api/interviews/${id}/corrections`, { body })],
    ["job", (body) => worker.get(`/api/interviews/${id}/feedback/input?${new URLSearchParams({ jobId: body.slice(0, 1_000) })}`)],
    ["share", (body) => ada.request("POST", `/api/interviews/${id}/share`, { body }, { RATE_LIMIT_SCALE: "1000" })],
    ["cursor", (body) => ada.get(`/api/interviews?${new URLSearchParams({ cursor: body.slice(0, 1_000), limit: body.slice(0, 3) })}`)],
  ];
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(bodies, fc.constantFrom(...asks), async (body, [, ask]) => {
      const { status } = await ask(body);
      seen.add(status);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: runs(500) },
  );
  expect([...seen]).toContain(400);
});
