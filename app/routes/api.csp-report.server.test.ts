import { expect, it, vi } from "vitest";
import { Visitor } from "../testing/host.ts";

const report = async (visitor: Visitor, body: unknown): Promise<[number, object[]]> => {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  const { status } = await visitor.post("/api/csp-report", body);
  spy.mockRestore();
  const logged = lines.map((line) => JSON.parse(line) as { event: string; directive: string; blocked: string });
  return [status, logged.filter(({ event }) => event === "policy.violated").map(({ directive, blocked }) => ({ directive, blocked }))];
};

it("logs what a page's policy blocked, in either format, reducing addresses to their origin", async () => {
  const visitor = new Visitor();
  const older = {
    "csp-report": {
      "effective-directive": "script-src-elem",
      "blocked-uri": "https://evil.example/x?secret=1",
      "document-uri": "https://a.example/reset?token=1",
    },
  };
  expect(await report(visitor, older)).toEqual([204, [{ directive: "script-src-elem", blocked: "https://evil.example" }]]);
  const newer = [
    {
      type: "csp-violation",
      url: "https://a.example/reset?token=1",
      body: { effectiveDirective: "script-src-attr", blockedURL: "inline" },
    },
    { type: "deprecation", body: {} },
  ];
  expect(await report(visitor, newer)).toEqual([204, [{ directive: "script-src-attr", blocked: "inline" }]]);
});

it("refuses what is not a report, comes from another site, or comes too often", async () => {
  const visitor = new Visitor();
  expect((await report(visitor, { hello: 1 }))[0]).toBe(400);
  expect((await visitor.post("/api/csp-report", {}, { Origin: "https://evil.example" })).status).toBe(403);
  expect((await visitor.get("/api/csp-report")).status).toBe(405);
  const statuses = [];
  for (let time = 0; time < 20; time += 1) statuses.push((await report(visitor, []))[0]);
  expect([statuses[0], statuses.at(-1)]).toEqual([204, 429]);
});

it("is named by every page for its reports", async () => {
  const { headers } = await new Visitor().get("/login");
  expect(headers.get("Content-Security-Policy")).toContain("report-uri /api/csp-report; report-to policy");
  expect(headers.get("Reporting-Endpoints")).toBe('policy="/api/csp-report"');
});
