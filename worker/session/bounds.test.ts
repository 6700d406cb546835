import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, it, vi } from "vitest";
import { failureMessage } from "../../contract/codes.ts";
import { concat } from "../../harness/candidate.ts";
import { Steer_What } from "../../proto/gen/interview.ts";
import { everyFrame, prepareInterview } from "../testing/interview.ts";
import { readFrame } from "./client/wire.ts";
import { Relay } from "./sound/relay.ts";

afterEach(() => {
  vi.useRealTimers();
});

const live = async () => {
  const interview = await prepareInterview({ scenario: { hears: false }, env: everyFrame });
  const client = await interview.join();
  await client.until("sessionStarted");
  return { interview, client };
};

/** Lets no other alarm become due when the clock is moved. */
const restExcept = (interview: Awaited<ReturnType<typeof prepareInterview>>, kind: string) =>
  runInDurableObject(interview.stub(), (_, { storage }) => {
    storage.sql.exec(`UPDATE alarm SET at_unix_ms = at_unix_ms + 3600000 WHERE kind <> ?`, kind);
  });
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
  expect((await client.closes()).code).toBe(1008);
  expect(client.of("error")).toHaveLength(50);
  await interview.phase(away);
});

it("takes a frame of 256 KiB, closes 1009 on a larger one, and goes on as if the browser had left", async () => {
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

it("closes 1008 on sound far beyond real time", async () => {
  const { interview, client } = await live();
  for (let second = 0; second < 12; second++) client.speak(new Uint8Array(32_000));
  expect((await client.closes()).code).toBe(1008);
  await interview.phase(away);
  const { audioBytes } = await interview.session();
  expect(audioBytes).toBeLessThanOrEqual(11 * 32_000);
});

it("charges every frame, sound or not: 1008 on more than 200 a second (S8)", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["Date"] });
  for (let count = 0; count < 501; count++) client.speak(new Uint8Array(2));
  expect((await client.closes()).code).toBe(1008);
  vi.useRealTimers();
  await interview.phase(away);
  await interview.recorded(1, ({ audioBytes }) => audioBytes === 1_000);
});

it("closes 1008 on more asked in the room than a person asks, each of which costs a turn of the interviewer", async () => {
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

it("closes 1008 on more typed than a person types, and stores and tells Gemini nothing of it", async () => {
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

it("charges a frame's size, whatever it holds (S8)", async () => {
  const { interview, client } = await live();
  // Field 15, unknown to everybody, in front of two bytes of sound.
  const padded = concat([Uint8Array.of(0x7a, 0xf0, 0xb1, 0x09), new Uint8Array(153_840), Uint8Array.of(0x0a, 0x04, 0x0a, 0x02, 1, 0)]);
  for (let count = 0; count < 3; count++) client.raw(padded);
  expect((await client.closes()).code).toBe(1008);
  await interview.phase(away);
  expect((await interview.session()).audioBytes).toBe(4);
});

it("counts a chunk without sound as unreadable, goes on counting on the next socket, and ends at the second 1008 (S8)", async () => {
  const { interview, client } = await live();
  for (let count = 0; count < 51; count++) client.speak(new Uint8Array());
  expect((await client.closes()).code).toBe(1008);
  await interview.phase(away);
  const again = await interview.join();
  await again.until("sessionStarted");
  again.raw("one more");
  expect((await again.closes()).code).toBe(1008);
  const { interview: stored } = await interview.became("COMPLETED");
  expect(stored.endReason).toBe("DISCONNECTED");
  expect((await (await interview.join()).closes()).code).toBe(4004);
});

it("reads deeply nested groups in no time that grows faster than they", () => {
  const groups = new Uint8Array(256 * 1024).fill(0x0b);
  const read = readFrame(groups.buffer);
  expect(read).toEqual({ type: "unreadable" });
});

it("ends as Gemini's when the candidate said nothing for ten minutes, and not where they were transcribed meanwhile (S2)", async () => {
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

it("takes whoever presses something, or speaks on, for somebody who is there (S2)", async () => {
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

it("opens Gemini five times for an interview that does not become live, over every eviction, and says then what to do (S2)", async () => {
  const interview = await prepareInterview({ scenario: { neverSetupComplete: true } });
  for (let opening = 1; opening <= 5; opening++) {
    const client = await interview.join();
    await interview.session(opening);
    client.leave();
    await interview.phase("PENDING.idle");
    await abortAllDurableObjects();
    await interview.configure();
  }
  const last = await interview.join();
  expect((await last.closes()).code).toBe(4002);
  expect(last.of("error").map(({ message }) => message)).toEqual([failureMessage.openedTooOften]);
  await interview.became("ERROR");
  expect(await interview.sessions()).toHaveLength(5);
});

it("connects to Gemini ten times at once at most, however often it is lost, and then at its own pace", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  for (let count = 1; count <= 10; count++) {
    await interview.session(count);
    await vi.waitFor(() => interview.renewHandle());
    if (count < 10) await interview.act({ terminate: true });
  }
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await interview.act({ terminate: true });
  await interview.phase("IN_PROGRESS.gemini.resuming.reopening client.present");
  await interview.pass(9_999);
  expect(await interview.sessions()).toHaveLength(10);
  await interview.pass(1);
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(4002);
});

it("closes 1013 when no frame came for a minute", async () => {
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

it("closes 1013 on a reader that takes no part while a minute of speech waits for it", async () => {
  const { interview, client } = await live();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_000 });
  const second = { modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(48_000).toBase64() } }] } };
  for (let count = 0; count < 70 && !client.closed; count++) await interview.act({ send: { serverContent: second } });
  expect((await client.closes()).code).toBe(1013);
  expect(client.sound().length / 32_000).toBeGreaterThan(29);
  await interview.phase(away);
});

/** A relay on a clock of its own; `sent` counts the bytes of speech that went out. */
const relayOf = () => {
  const clock = { now: 0 };
  const seen = { sent: 0, tooSlow: 0 };
  /** The first byte of each piece. */
  const heard: number[] = [];
  const relay = new Relay({
    toClient: (pcm) => {
      seen.sent += pcm.length;
      heard.push(pcm[0] ?? -1);
    },
    tooSlow: () => seen.tooSlow++,
    tell: () => {},
    spoken: () => {},
    marked: () => {},
    now: () => clock.now,
    times: null,
  });
  relay.listen(24_000);
  relay.open();
  relay.speech.begin();
  return { clock, seen, heard, relay };
};

it("paces an hour of speech in five seconds: a minute ahead of real time at most, and a bounded queue", () => {
  const { clock, seen, relay } = relayOf();
  for (let at = 0; at < 3_600; at++) {
    if (at % 4 === 0) relay.speech.heard(clock.now);
    relay.down(new Uint8Array(48_000), clock.now);
    clock.now += 5_000 / 3_600;
  }
  expect(seen).toEqual({ sent: 64 * 48_000, tooSlow: 0 });
  for (let second = 0; second < 600; second++) {
    clock.now += 1_000;
    relay.speech.heard(clock.now);
  }
  expect(seen.sent / 48_000).toBeGreaterThanOrEqual(360);
  expect(seen.sent / 48_000).toBeLessThanOrEqual(370);
});

it("lets no sound of the interviewer through, then or later, that comes while the relay is closed", () => {
  const { clock, seen, relay } = relayOf();
  relay.close();
  relay.down(new Uint8Array(48_000), clock.now);
  relay.open();
  relay.down(new Uint8Array(24_000), clock.now);
  relay.drain();
  expect(seen.sent).toBe(24_000);
});

it("keeps nothing from a client that listens without speaking while the speech comes in real time", () => {
  const { clock, seen, relay } = relayOf();
  for (let second = 0; second < 59; second++) {
    relay.down(new Uint8Array(48_000), clock.now);
    clock.now += 1_000;
  }
  expect(seen).toEqual({ sent: 59 * 48_000, tooSlow: 0 });
});

it("gives up on a client that gives no sign of life while over twenty seconds of speech are dropped, and on no other", () => {
  const { clock, seen, relay } = relayOf();
  const speak = (seconds: number) => {
    for (let second = 0; second < seconds; second++) relay.down(new Uint8Array(48_000), clock.now);
  };
  const [sentFirst, sentNext, held] = [33, 20, 10];
  clock.now += 3_000;
  speak(sentFirst + held + 15);
  relay.speech.heard(clock.now);
  clock.now += 3_000;
  speak(sentNext + held + 20);
  expect(seen).toEqual({ sent: (sentFirst + held + sentNext) * 48_000, tooSlow: 0 });
  speak(1);
  expect(seen.tooSlow).toBe(1);
});

it("copies what it keeps: the memory that a sound came in is used for the next one", () => {
  const { clock, heard, relay } = relayOf();
  const memory = new Uint8Array(48_000);
  for (let second = 0; second < 40; second++) relay.down(memory.fill(second), clock.now);
  expect(heard.length).toBe(30);
  relay.speech.heard(clock.now);
  const all = Array.from({ length: 40 }, (_, at) => at);
  expect(heard).toEqual(all);
  heard.length = 0;
  relay.listen(24_000);
  relay.speech.begin();
  relay.drain();
  expect(heard.filter((it, at) => it !== heard[at - 1])).toEqual(all);
});

it("sends what it held back before the end, and nothing that was interrupted", () => {
  const { clock, seen, relay } = relayOf();
  for (let second = 0; second < 40; second++) relay.down(new Uint8Array(48_000), clock.now);
  expect(seen.sent).toBe(30 * 48_000);
  relay.interrupt();
  for (let second = 0; second < 5; second++) relay.down(new Uint8Array(48_000), clock.now);
  relay.drain();
  expect(seen.sent).toBe(35 * 48_000);
});
