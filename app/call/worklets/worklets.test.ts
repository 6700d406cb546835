import { beforeEach, expect, it, vi } from "vitest";

type Processor = {
  port: { onmessage: (event: { data: unknown }) => void };
  process: (inputs: Float32Array[][], outputs: Float32Array[][]) => boolean;
};

const posted: { message: unknown; transfer: unknown[] }[] = [];
const processors = new Map<string, new () => Processor>();

beforeEach(() => {
  posted.length = 0;
  vi.resetModules();
  vi.stubGlobal(
    "AudioWorkletProcessor",
    class {
      port = { postMessage: (message: unknown, transfer: unknown[] = []) => posted.push({ message, transfer }) };
    },
  );
  vi.stubGlobal("registerProcessor", (name: string, processor: new () => Processor) => processors.set(name, processor));
});

const processor = async (name: "capture" | "playback", rateHz: number): Promise<Processor> => {
  vi.stubGlobal("sampleRate", rateHz);
  await (name === "capture" ? import("./capture.worklet.ts") : import("./playback.worklet.ts"));
  const Class = processors.get(name);
  if (!Class) throw new Error(`${name} was not registered`);
  return new Class();
};

for (const rateHz of [44_100, 48_000]) {
  it(`captures 25 transferred frames of 640 samples a second at ${rateHz} Hz`, async () => {
    const capture = await processor("capture", rateHz);
    for (let i = 0; i < rateHz; i += 128) expect(capture.process([[new Float32Array(128).fill(0.5)]], [])).toBe(true);
    expect(posted).toHaveLength(25);
    const { message, transfer } = posted[12] as { message: { pcm: Int16Array; rms: number }; transfer: unknown[] };
    expect(message.pcm).toHaveLength(640);
    expect(message.rms).toBeCloseTo(0.5, 2);
    expect(transfer).toEqual([message.pcm.buffer]);
  });
}

it("captures silence when the track gives no sound", async () => {
  const capture = await processor("capture", 48_000);
  for (let i = 0; i < 48_000; i += 128) capture.process([[]], []);
  expect(posted).toHaveLength(25);
  expect(posted.every(({ message }) => (message as { rms: number }).rms === 0)).toBe(true);
});

it("takes a frame's memory back", async () => {
  const capture = await processor("capture", 48_000);
  const memory = new ArrayBuffer(1_280);
  capture.port.onmessage({ data: memory });
  for (let i = 0; i < 24_000; i += 128) capture.process([[new Float32Array(128)]], []);
  expect(posted.map(({ message }) => (message as { pcm: Int16Array }).pcm.buffer)).toContain(memory);
});

it("captures no more once told so, and lets the browser free it", async () => {
  const capture = await processor("capture", 48_000);
  capture.port.onmessage({ data: null });
  for (let i = 0; i < 48_000; i += 128) expect(capture.process([[new Float32Array(128)]], [])).toBe(false);
  expect(posted).toEqual([]);
});

it("plays, flushes and drains by message", async () => {
  const playback = await processor("playback", 24_000);
  const output = new Float32Array(128);
  // A processor that answers false may be ended by the browser.
  const pull = () => expect(playback.process([], [[output]])).toBe(true);
  playback.port.onmessage({ data: { type: "play", samples: new Float32Array(24_000).fill(0.25) } });
  for (let i = 0; i < 10; i += 1) pull();
  expect(output[127]).toBeCloseTo(0.25, 3);
  playback.port.onmessage({ data: { type: "flush" } });
  for (let i = 0; i < 5; i += 1) pull();
  expect([...output]).toEqual(Array.from({ length: 128 }, () => 0));
  playback.port.onmessage({ data: { type: "drain" } });
  expect(posted.map(({ message }) => message).filter((it) => (it as { type: string }).type !== "level")).toEqual([{ type: "drained" }]);
});

it("reports with each level how many messages it had seen by then", async () => {
  const playback = await processor("playback", 24_000);
  playback.port.onmessage({ data: { type: "play", samples: new Float32Array(12_000).fill(0.25) } });
  for (let i = 0; i < 12; i += 1) playback.process([], [[new Float32Array(128)]]);
  playback.port.onmessage({ data: { type: "beat" } });
  playback.port.onmessage({ data: { type: "flush" } });
  const levels = posted.map(({ message }) => message as { isPlaying: boolean; seen: number });
  expect(levels.map(({ isPlaying, seen }) => [isPlaying, seen])).toEqual([
    [true, 1],
    [false, 2],
  ]);
});

it("answers a beat from the audio clock, once per request", async () => {
  const playback = await processor("playback", 24_000);
  playback.port.onmessage({ data: { type: "beat" } });
  expect(posted).toEqual([]);
  playback.process([], [[new Float32Array(128)]]);
  playback.process([], [[new Float32Array(128)]]);
  expect(posted.map(({ message }) => message)).toEqual([{ type: "beat" }]);
});
