import { runInDurableObject } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import { failureMessage } from "../../contract/codes.ts";
import { concat } from "../../harness/candidate.ts";
import { until } from "../../harness/wait.ts";
import { Steer_What } from "../../proto/gen/interview.ts";
import { everyFrame, prepareInterview } from "../testing/interview.ts";
import { readFrame } from "./client/wire.ts";

const live = async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, env: everyFrame });
  const client = await interview.join();
  await client.until("sessionStarted");
  return { interview, client };
};

/** Keeps other alarms from becoming due when the clock is moved. */
const restExcept = (interview: Awaited<ReturnType<typeof prepareInterview>>, kind: string) =>
  runInDurableObject(interview.stub(), (_, { storage }) => {
    storage.sql.exec(`UPDATE alarm SET at_unix_ms = at_unix_ms + 3600000 WHERE kind <> ?`, kind);
  });
const away = "IN_PROGRESS.gemini.conversing client.away";

it("answers each unreadable frame, and closes 1008 at the fifty-first", async () => {
  const { interview, client } = await live();
  const bad = ["text", "", new Uint8Array(), Uint8Array.of(0x0a, 0xff, 0xff), Uint8Array.of(0x7a, 0x01, 0x00)];
  for (let count = 0; count < 50; count++) client.raw(bad[count % bad.length] ?? "");
  await client.until("error", 50);
  expect(client.of("error").every(({ code }) => code === 5000)).toBe(true);
  client.speak(new Uint8Array(1_280));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 1_280);
  client.raw("one too many");
  expect((await client.closes()).code).toBe(1008);
  expect(client.of("error")).toHaveLength(50);
  await interview.phase(away);
});

it("accepts a frame of 256 KiB, closes 1009 on a larger one, and carries on as if the browser had left", async () => {
  const { interview, client } = await live();
  client.speak(new Uint8Array(256 * 1024 - 8));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 256 * 1024 - 8);
  client.raw(new Uint8Array(256 * 1024 + 1));
  expect((await client.closes()).code).toBe(1009);
  await interview.phase(away);
  const again = await interview.join();
  await again.until("sessionStarted");
  again.raw("x".repeat(256 * 1024 + 1));
  expect((await again.closes()).code).toBe(1009);
});

it("closes 1008 on sound far faster than real time", async () => {
  const { interview, client } = await live();
  for (let second = 0; second < 12; second++) client.speak(new Uint8Array(32_000));
  expect((await client.closes()).code).toBe(1008);
  await interview.phase(away);
  const { audioBytes } = await interview.session();
  expect(audioBytes).toBeLessThanOrEqual(11 * 32_000);
});

it("takes at once what was said while the line stalled for 20 s, again after the next 15, and no more than 30 s ever", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["Date"] });
  /** In frames of 20 ms, the shortest. */
  const say = async (seconds: number) => {
    for (let count = 0; count < 50 * seconds; count++) client.speak(new Uint8Array(640));
    client.send({ $case: "ping", value: { nonce: "1" } });
    await client.until("pong", client.of("pong").length + 1);
  };
  const stall = (seconds: number) => {
    vi.setSystemTime(Date.now() + 1_000 * seconds);
    return say(seconds);
  };
  await say(1);
  await stall(20);
  await stall(15);
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 32_000 * 36);
  vi.setSystemTime(Date.now() + 60_000);
  await expect(say(31)).rejects.toThrow("closed 1008");
  await interview.recorded(1, ({ audioBytes }) => audioBytes <= 32_000 * 66);
  vi.useRealTimers();
});

it("charges every frame, with or without sound: closes 1008 above 200 a second (S8)", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let count = 0; count < 501; count++) client.speak(new Uint8Array(2));
  expect((await client.closes()).code).toBe(1008);
  vi.useRealTimers();
  await interview.phase(away);
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 1_000);
});

it("closes 1008 on more requests in the room than a person makes, as each costs an interviewer turn", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let count = 0; count < 60; count++) client.send({ $case: "muted", value: { isOn: count % 2 === 0 } });
  client.send({ $case: "ping", value: { nonce: "1" } });
  await client.until("pong");
  expect(client.closed).toBeNull();
  client.send({ $case: "steer", value: { what: 2 } });
  expect((await client.closes()).code).toBe(1008);
  vi.useRealTimers();
  await interview.phase(away);
});

it("closes 1008 on more typing than a person does, without storing the excess or telling Gemini", async () => {
  const { interview, client } = await live();
  const before = (await interview.session(1)).clientContents.length;
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let count = 0; count < 11; count++) client.send({ $case: "textAnswer", value: { text: "x".repeat(4_000), clientId: `${count}` } });
  expect((await client.closes()).code).toBe(1008);
  vi.useRealTimers();
  await interview.phase(away);
  expect(client.of("notice")).toHaveLength(10);
  expect((await interview.session(1)).clientContents.length - before).toBeLessThanOrEqual(10);
});

it("charges a frame by its size, whatever it holds (S8)", async () => {
  const { interview, client } = await live();
  // Field 15, unknown to everybody, in front of two bytes of sound.
  const padded = concat([Uint8Array.of(0x7a, 0xf0, 0xb1, 0x09), new Uint8Array(153_840), Uint8Array.of(0x0a, 0x04, 0x0a, 0x02, 1, 0)]);
  for (let count = 0; count < 3; count++) client.raw(padded);
  expect((await client.closes()).code).toBe(1008);
  await interview.phase(away);
  expect((await interview.session()).audioBytes).toBe(4);
});

it("counts a chunk without sound as unreadable, keeps counting on the next socket, and ends at the second 1008 (S8)", async () => {
  const { interview, client } = await live();
  for (let count = 0; count < 51; count++) client.speak(new Uint8Array());
  expect((await client.closes()).code).toBe(1008);
  await interview.phase(away);
  const again = await interview.join();
  await again.until("sessionStarted");
  again.raw("one more");
  expect((await again.closes()).code).toBe(1008);
  expect(await interview.alarms()).not.toContain("grace");
  const { interview: stored } = await interview.became("COMPLETED");
  expect(stored.endReason).toBe("DISCONNECTED");
  expect((await (await interview.join()).closes()).code).toBe(4004);
});

it("reads deeply nested groups in linear time", () => {
  const groups = new Uint8Array(256 * 1024).fill(0x0b);
  const read = readFrame(groups.buffer);
  expect(read).toEqual({ type: "unreadable" });
});

it("ends as Gemini's after ten minutes without a word from the candidate, but not if they were transcribed meanwhile (S2)", async () => {
  const { interview, client } = await live();
  const pass = (ms: number) => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
    client.speak(new Uint8Array(1_280));
  };
  const arrived = (count: number) => interview.recorded(1, ({ audioBytes }) => audioBytes >= 1_280 * count);
  pass(9 * 60_000);
  await arrived(1);
  await interview.act({ send: { serverContent: { inputTranscription: { text: "Let me think." } } } });
  await client.until("transcriptUpdate");
  await restExcept(interview, "silence");
  pass(9 * 60_000);
  await arrived(2);
  await interview.expire("silence");
  expect([client.closed, await interview.alarms()]).toEqual([null, expect.arrayContaining(["silence"])]);
  await restExcept(interview, "silence");
  pass(60_000);
  await arrived(3);
  await interview.expire("silence");
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(1000);
  expect((await interview.became("COMPLETED")).interview.endReason).toBe("GEMINI_ENDED");
});

it("counts a press or continuing speech as a sign of presence (S2)", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const arrived = async () => {
    const pongs = client.of("pong").length;
    client.send({ $case: "ping", value: { nonce: "1" } });
    await client.until("pong", pongs + 1);
  };
  const isThereAfter = async (minutes: number) => {
    await restExcept(interview, "silence");
    vi.setSystemTime(Date.now() + minutes * 60_000);
    await interview.expire("silence");
    return (await interview.alarms()).includes("silence");
  };
  expect(await isThereAfter(9)).toBe(true);
  client.send({ $case: "steer", value: { what: Steer_What.WHAT_MORE_TIME } });
  await arrived();
  expect(await isThereAfter(9)).toBe(true);
  client.speak(
    new Uint8Array(Int16Array.from({ length: 16 * 1_200 }, (_, at) => (at % 4_000 < 2_800 ? 8_000 : 3_000) * Math.sin(at / 12)).buffer),
  );
  await arrived();
  expect(await isThereAfter(11)).toBe(true);
});

it("opens Gemini at most five times for an interview that never goes live, across evictions, then says what to do (S2)", async () => {
  const interview = await prepareInterview({ scenario: { neverSetupComplete: true } });
  for (let opening = 1; opening <= 5; opening++) {
    const client = await interview.join();
    await interview.session(opening);
    client.leave();
    await interview.phase("PENDING.idle");
    await interview.crash();
  }
  const last = await interview.join();
  expect((await last.closes()).code).toBe(4002);
  expect(last.of("error").map(({ message }) => message)).toEqual([failureMessage.openedTooOften]);
  await interview.became("ERROR");
  expect(await interview.sessions()).toHaveLength(5);
});

it("opens at most ten Gemini connections in a burst, however often it loses them, then keeps its own pace", async () => {
  // Each quarter of a minute allows one more. vi.waitFor would move a clock that stands still.
  vi.useFakeTimers({ toFake: ["Date"] });
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  for (let count = 1; count <= 10; count++) {
    await interview.session(count);
    await until("a session that issues a handle", () => interview.renewHandle().catch(() => undefined));
    if (count < 10) await interview.act({ terminate: true });
  }
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: Date.now() });
  await interview.act({ terminate: true });
  await interview.phase("IN_PROGRESS.gemini.resuming.reopening client.present");
  await interview.pass(9_999);
  expect(await interview.sessions()).toHaveLength(10);
  await interview.pass(1);
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(4002);
});

it("closes 1013 after a minute without a frame", async () => {
  const { interview, client } = await live();
  client.speak(new Uint8Array(1_280));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 1_280);
  await interview.expire("pulse");
  expect(client.closed).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await interview.expire("pulse");
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(1013);
  await interview.phase(away);
});

it("closes 1013 on a silent reader once a minute of speech is waiting for it", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_000 });
  const second = { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48_000).toBase64() } }] } };
  for (let count = 0; count < 70 && !client.closed; count++) await interview.act({ send: { serverContent: second } });
  expect((await client.closes()).code).toBe(1013);
  expect(client.sound().length / 32_000).toBeGreaterThan(29);
  await interview.phase(away);
});

it("goes live with a fractional limit in ms, though a message holds whole ms only", async () => {
  const interview = await prepareInterview({ env: { MAX_SESSION_SECONDS: "30.0005" } });
  const { startedAtUnixMs, endsAtUnixMs } = await (await interview.join()).until("sessionStarted");
  expect(endsAtUnixMs - startedAtUnixMs).toBe(30_001);
});
