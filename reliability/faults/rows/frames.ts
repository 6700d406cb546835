import { expect } from "vitest";
import { everyFrame, fault } from "../fault-test.ts";
import { until } from "../../../harness/wait.ts";
import { greeted, isAway } from "./steps.ts";
import { sound } from "../sound.ts";

fault("F36", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  candidate.raw(new Uint8Array(256 * 1024 + 1));
  await candidate.closes();
  await isAway(scene);
  await scene.clock.pass(30_001);
});

fault("F37", async (scene) => {
  const candidate = await scene.converse();
  candidate.raw("hello");
  candidate.raw("");
  await until("two errors", () => candidate.errors.length === 2);
  expect(candidate.errors).toEqual([5000, 5000]);
  await scene.exchange(...greeted);
  await scene.endByUser();
});

const garbage = [[0xff], [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], [0x0a, 0x05, 0x01], [0x0d, 1, 2, 3, 4], [0x08, 0x01], [0x0f]].map((it) =>
  Uint8Array.from(it),
);

fault("F38", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  for (let count = 0; count < 50; count++) candidate.raw(garbage[count % garbage.length] ?? "");
  await until("an error for each", () => candidate.errors.length === 50);
  expect(candidate.closed).toBeNull();
  candidate.raw(Uint8Array.of(0xff));
  await candidate.closes();
  await isAway(scene);
  await scene.clock.pass(30_001);
});

fault(
  "F39",
  async (scene) => {
    const candidate = await scene.converse();
    const [session] = await scene.gemini.sessions();
    const chunk = [0x0a, 0x04, 0x0a, 0x02, 7, 7];
    candidate.raw(new Uint8Array());
    candidate.raw(Uint8Array.of(0x7a, 0x01, 0x00));
    await until("two errors", () => candidate.errors.length === 2);
    candidate.raw(Uint8Array.from([0x7a, 0x01, 0x00, ...chunk]));
    await until("the sound", async () => (await scene.gemini.sessions())[0]?.audioBytes === 2);
    await scene.exchange(...greeted);
    candidate.raw(Uint8Array.from([...chunk, 0x12, 0x00]));
    await candidate.closes();
    expect((await scene.gemini.audio(session?.id ?? "")).length).toBe(2);
  },
  { settings: everyFrame },
);

fault(
  "F41",
  async (scene) => {
    const candidate = await scene.converse();
    const [session] = await scene.gemini.sessions();
    for (const bytes of [3, 0, 1, 7, 5, 2, 1])
      candidate.send({ $case: "audioChunk", value: { audioContent: new Uint8Array(bytes).fill(bytes) } });
    await scene.exchange(...greeted);
    await scene.endByUser();
    // The last byte is half a sample and waits for the other half, which never comes.
    expect([...(await scene.gemini.audio(session?.id ?? ""))]).toEqual([3, 3, 3, 1, 7, 7, 7, 7, 7, 7, 7, 5, 5, 5, 5, 5, 2, 2]);
  },
  { settings: everyFrame },
);

fault(
  "F44",
  async (scene) => {
    const candidate = await scene.converse();
    await scene.exchange(...greeted);
    for (let frame = 0; frame < 2_000 && candidate.closed === null; frame++) candidate.speak(sound(40));
    await candidate.closes();
    await isAway(scene);
    // A frame of 1,280 bytes of sound counts with its 6 bytes of protobuf.
    expect((await scene.gemini.sessions())[0]?.audioBytes).toBe(Math.floor((10 * 32_000) / 1_286) * 1_280);
    await scene.clock.pass(30_001);
  },
  { settings: everyFrame },
);
