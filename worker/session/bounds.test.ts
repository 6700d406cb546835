import { afterEach, expect, it, vi } from "vitest";
import { prepareInterview } from "../testing/interview.ts";
import { Relay } from "./sound/relay.ts";

afterEach(() => {
  vi.useRealTimers();
});

const live = async () => {
  const interview = await prepareInterview({ scenario: { hears: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  return { interview, client };
};
const away = "IN_PROGRESS.gemini.conversing client.away";

it("answers each frame that it cannot understand, and closes 1008 at the fifty-first", async () => {
  const { interview, client } = await live();
  const bad = ["text", "", new Uint8Array(), Uint8Array.of(0x0a, 0xff, 0xff), Uint8Array.of(0x7a, 0x01, 0x00)];
  for (let count = 0; count < 50; count++) client.raw(bad[count % bad.length] ?? "");
  await client.until("error", 50);
  expect(client.of("error").every(({ code }) => code === 5000)).toBe(true);
  client.speak(new Uint8Array(1_280));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 1_280);
  client.raw("one too many");
  expect((await client.closed()).code).toBe(1008);
  expect(client.of("error")).toHaveLength(50);
  await interview.phase(away);
});

it("takes a frame of 256 KiB, closes 1009 on a larger one, and goes on as if the browser had left", async () => {
  const { interview, client } = await live();
  client.speak(new Uint8Array(256 * 1024 - 8));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 256 * 1024 - 8);
  client.raw(new Uint8Array(256 * 1024 + 1));
  expect((await client.closed()).code).toBe(1009);
  await interview.phase(away);
  await (await interview.join()).until("sessionStarted");
});

it("closes 1008 on sound far beyond real time", async () => {
  const { interview, client } = await live();
  for (let second = 0; second < 12; second++) client.speak(new Uint8Array(32_000));
  expect((await client.closed()).code).toBe(1008);
  await interview.phase(away);
  const { audioBytes } = await interview.session();
  expect(audioBytes).toBeLessThanOrEqual(11 * 32_000);
});

it("closes 1013 when no frame came for a minute", async () => {
  const { interview, client } = await live();
  client.speak(new Uint8Array(1_280));
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 1_280);
  await interview.expire("pulse");
  expect(client.close).toBeNull();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await interview.expire("pulse");
  vi.useRealTimers();
  expect((await client.closed()).code).toBe(1013);
  await interview.phase(away);
});

it("closes 1013 on a reader that takes no part while a minute of speech waits for it", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_000 });
  const second = { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48_000).toBase64() } }] } };
  for (let count = 0; count < 70 && !client.close; count++) await interview.act({ send: { serverContent: second } });
  expect((await client.closed()).code).toBe(1013);
  expect(client.sound().length / 32_000).toBeGreaterThan(29);
  await interview.phase(away);
});

/** A relay on a clock of its own; `sent` counts the bytes of speech that went out. */
const relayOf = () => {
  const clock = { now: 0 };
  const seen = { sent: 0, tooSlow: 0 };
  const relay = new Relay({ toClient: ({ length }) => (seen.sent += length - 8), tooSlow: () => seen.tooSlow++, now: () => clock.now });
  relay.listen(24_000);
  return { clock, seen, relay };
};

it("paces an hour of speech in five seconds: a minute ahead of real time at most, and a bounded queue", () => {
  const { clock, seen, relay } = relayOf();
  for (let at = 0; at < 3_600; at++) {
    if (at % 4 === 0) relay.heard();
    relay.down(new Uint8Array(48_000));
    clock.now += 5_000 / 3_600;
  }
  expect(seen).toEqual({ sent: 64 * 48_000, tooSlow: 0 });
  for (let second = 0; second < 600; second++) {
    clock.now += 1_000;
    relay.heard();
  }
  expect(seen.sent / 48_000).toBeGreaterThanOrEqual(360);
  expect(seen.sent / 48_000).toBeLessThanOrEqual(370);
});

it("keeps nothing from a client that listens without speaking while the speech comes in real time", () => {
  const { clock, seen, relay } = relayOf();
  for (let second = 0; second < 59; second++) {
    relay.down(new Uint8Array(48_000));
    clock.now += 1_000;
  }
  expect(seen).toEqual({ sent: 59 * 48_000, tooSlow: 0 });
});

it("sends what it held back before the end, and nothing that was interrupted", () => {
  const { seen, relay } = relayOf();
  for (let second = 0; second < 40; second++) relay.down(new Uint8Array(48_000));
  expect(seen.sent).toBe(30 * 48_000);
  relay.interrupt({ isTurnOpen: false });
  for (let second = 0; second < 5; second++) relay.down(new Uint8Array(48_000));
  relay.drain();
  expect(seen.sent).toBe(35 * 48_000);
});
