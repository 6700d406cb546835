import { SELF } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { SimulatorControl } from "../../harness/gemini.ts";
import { until } from "../../harness/wait.ts";
import { readSettings } from "../entry/env.ts";
import { testEnv } from "../testing/test-env.ts";
import { answerVoice } from "./voice-door.ts";

const simulator = new SimulatorControl(testEnv.SIMULATOR_CONTROL_URL);
const app = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };
const ask = (path: string, headers: Record<string, string> = app, method = "GET") =>
  SELF.fetch(`http://worker${path}`, { headers, method });
const key = "say exactly this and nothing else";

it("serves a voice as a WAV file, spoken once and kept", async () => {
  await simulator.play(key, { pace: 0, turns: [{ say: { text: "Hello.", ms: 500, fragments: 1 } }] });
  const response = await ask("/voice/Puck");
  expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "audio/wav"]);
  const file = new DataView(await response.arrayBuffer());
  expect([file.byteLength, file.getUint32(24, true), file.getUint32(40, true)]).toEqual([44 + 24_000, 24_000, 24_000]);
  const [session] = await simulator.sessions(key);
  expect(session?.setup).toMatchObject({
    generationConfig: { speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Puck" } } } },
  });
  await vi.waitFor(async () => expect((await simulator.sessions(key))[0]?.closedAtUnixMs).not.toBeNull());
  expect((await ask("/voice/Puck")).status).toBe(200);
  expect(await simulator.sessions(key)).toHaveLength(1);
});

it("ends a voice that is still speaking after five seconds", async () => {
  await simulator.play(key, { pace: 0, turns: [{ say: { text: "On and on.", ms: 9_000, fragments: 1 } }] });
  const file = await (await ask("/voice/Kore")).arrayBuffer();
  expect(file.byteLength).toBe(44 + 240_000);
});

it("reports a voice as unavailable when Gemini refuses", async () => {
  await simulator.play(key, { closeAtSetup: { code: 1008, reason: "no" } });
  expect((await ask("/voice/Orus")).status).toBe(503);
});

const half = { say: { text: "Hello, I am", ms: 300, fragments: 1 } };

it("keeps no cut sentence: it is not played now, and is whole the next time", async () => {
  await simulator.play(key, { pace: 0, turns: [[half, { close: { code: 1011, reason: "Internal error encountered." } }]] });
  expect((await ask("/voice/Aoede")).status).toBe(503);
  await simulator.play(key, { pace: 0, turns: [{ say: { text: "Hello.", ms: 500, fragments: 1 } }] });
  expect((await (await ask("/voice/Aoede")).arrayBuffer()).byteLength).toBe(44 + 24_000);
});

it("waits ten seconds for the end of a sentence, and keeps none that did not reach it", async () => {
  await simulator.play(key, { pace: 0, turns: [[half, { finish: "never" }]] });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const decoding = vi.spyOn(Uint8Array, "fromBase64");
  // Called in the test's own context, whose timers the test moves.
  const asked = answerVoice(new Request("http://worker/voice/Schedar", { headers: app }), "Schedar", readSettings(env));
  await until("half the sentence", () => decoding.mock.calls.length > 0);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  decoding.mockRestore();
  expect((await asked).status).toBe(503);
});

it("is only for the app, and only for offered voices", async () => {
  const statuses = [
    await ask("/voice/Puck", {}),
    await ask("/voice/puck"),
    await ask("/voice/Fenrir"),
    await ask("/voice/Puck", app, "POST"),
  ];
  expect(statuses.map(({ status }) => status)).toEqual([401, 404, 404, 405]);
});
