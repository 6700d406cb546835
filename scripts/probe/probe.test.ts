import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSimulator } from "../../simulator/server.ts";
import { probe, profileOf } from "./probe.ts";

let simulator = { port: 0, close: () => Promise.resolve() };
const dir = mkdtempSync(join(tmpdir(), "preppal-probe-"));
const apiKey = "a-key-that-nobody-may-read";
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, scenario: "short" });
});
afterAll(async () => {
  await simulator.close();
  rmSync(dir, { recursive: true });
});

const asked = async (model: string) => {
  const key = `${apiKey}-${model}`;
  const scenario = {
    pace: 0,
    turns: [[{ call: { name: "end_interview" } }, { say: { text: "Thank you, goodbye.", ms: 400 } }]],
    repeatFrom: 0,
  };
  const answer = await fetch(`http://127.0.0.1:${simulator.port}/control/scripts/${key}`, {
    method: "PUT",
    body: JSON.stringify(scenario),
  });
  expect(answer.status).toBe(204);
  const file = join(dir, `${model}.jsonl`);
  const findings = await probe({ baseUrl: `http://127.0.0.1:${simulator.port}`, apiKey: key, model, file, speed: Infinity });
  return { file, findings, profile: profileOf(findings) };
};

const common = { behavior: "yes", languageCodes: "yes", customVocabulary: "yes", contextUpdate: "yes" };

it.concurrent.each([
  [
    "gemini-3.8-live",
    {
      ...common,
      "turn-taking": "manual",
      opening: "clientContent",
      scheduling: "WHEN_IDLE, SILENT",
      audioStreamEnd: "ignored",
      handles: "once",
      resumption: "without memory",
      "end tool": "call first",
      "silence while they speak": "no frame",
    },
  ],
  [
    "gemini-3.8-live-extended-thinking",
    {
      ...common,
      opening: "clientContent",
      scheduling: "none",
      audioStreamEnd: "ignored",
      handles: "once",
      resumption: "without memory",
      "end tool": "speech first",
      "silence while they speak": "no frame",
    },
  ],
  // Its handles come by the wall clock, which sound outruns here.
  [
    "gemini-3.1-flash-live-preview",
    {
      ...common,
      opening: "realtimeInput",
      scheduling: "WHEN_IDLE, SILENT",
      audioStreamEnd: "ends",
      "end tool": "call first",
      "silence while they speak": "frames",
    },
  ],
])(
  "finds how %s behaves on the simulator, and keeps every frame for the owner alone, without the key",
  async (model, profile) => {
    const found = await asked(model);
    expect(found.profile).toMatchObject(profile);
    expect(statSync(found.file).mode & 0o777).toBe(0o600);
    const text = readFileSync(found.file, "utf8");
    expect(text).not.toContain(apiKey);
    const frames = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { question: string });
    expect(new Set(frames.map(({ question }) => question)).size).toBe(found.findings.length);
  },
  120_000,
);

it("says how to get a key when there is none", async () => {
  const env = { PATH: process.env["PATH"] };
  const run = promisify(execFile)(process.execPath, [join(import.meta.dirname, "../commands/probe-gemini.ts")], { env });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("GEMINI_API_KEY=<your key> npm run probe:gemini") as string,
  });
});

it("writes no profile of a model that it never reached", async () => {
  const nobody = { baseUrl: "http://127.0.0.1:9", apiKey, model: "gemini-3.8-live", file: join(dir, "nobody.jsonl"), speed: Infinity };
  await expect(probe(nobody)).rejects.toThrow("gemini-3.8-live sent nothing at all, so nothing is known of it");
});
