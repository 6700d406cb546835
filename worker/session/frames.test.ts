import { runInDurableObject } from "cloudflare:test";
import { afterEach, expect, it, vi } from "vitest";
import { ClientToServerMessage } from "../../proto/gen/interview.ts";
import { everyFrame, prepareInterview, say } from "../testing/interview.ts";
import { loggedCount } from "../testing/log-lines.ts";
import type { InterviewSession } from "./interview-session.ts";

afterEach(() => vi.restoreAllMocks());

const frameBytes = 640;
const upFrames = 400;
const downFrames = 50;
const part = { inlineData: { mimeType: "audio/pcm;rate=24000", data: new Uint8Array(1_920).toBase64() } };
const soundFrame = ClientToServerMessage.encode({
  payload: { $case: "audioChunk", value: { audioContent: new Uint8Array(frameBytes) } },
}).finish();
const sound = { send: { serverContent: { modelTurn: { parts: [part] } } } };
const partial = (text: string) => ({ send: { serverContent: { outputTranscription: { text } } } });

/** An interview in which the interviewer speaks. Counts the calls that its object makes to its storage and to the generated decoder. */
const inFullSwing = async () => {
  const interview = await prepareInterview({ scenario: { turns: [[say("Hello?")]] }, env: everyFrame });
  const client = await interview.join({ rate: 24_000 });
  await expect.poll(() => client.captions()).toContain("AI. Hello?");
  await interview.act(sound);
  await interview.act(partial("Tell"));
  await expect.poll(() => client.captions()).toContain("AI… Tell");
  const counted = await runInDurableObject(interview.stub(), (_, { storage }) => ({
    statements: vi.spyOn(Object.getPrototypeOf(storage.sql) as SqlStorage, "exec"),
    writes: vi.spyOn(Object.getPrototypeOf(storage) as DurableObjectStorage, "put"),
    decoded: vi.spyOn(ClientToServerMessage, "decode"),
  }));
  const counts = () => Object.values(counted).map(({ mock }) => mock.calls.length);
  return { interview, client, counts, statements: counted.statements };
};

it("forwards sound frames without touching storage or decoding them by the schema", async () => {
  const { interview, client, counts } = await inFullSwing();
  const [heard, spoken] = [(await interview.session()).audioBytes, client.sound().length];
  for (let frame = 0; frame < upFrames; frame++) client.speak(new Uint8Array(frameBytes));
  for (let frame = 0; frame < downFrames; frame++) await interview.act(sound);
  await interview.recorded(1, ({ audioBytes }) => audioBytes === heard + upFrames * frameBytes);
  await expect.poll(() => client.sound().length).toBe(spoken + downFrames * 1_920);
  expect(counts()).toEqual([0, 0, 0]);
});

it("reads the clock once per frame, and releases its memory", async () => {
  const { interview } = await inFullSwing();
  const seen = await runInDurableObject(interview.stub() as DurableObjectStub<InterviewSession>, (object, context) => {
    const [socket] = context.getWebSockets();
    if (!socket) throw new Error("Nobody is there");
    const frames = Array.from({ length: 40 }, () => Uint8Array.from(soundFrame).buffer);
    const clock = vi.spyOn(Date, "now");
    for (const frame of frames) object.webSocketMessage(socket, frame);
    return { reads: clock.mock.calls.length, bytes: frames.map(({ byteLength }) => byteLength) };
  });
  expect(seen).toEqual({ reads: 40, bytes: Array.from({ length: 40 }, () => 0) });
});

it.each([
  ["no role, as 3.1 sends it", {}],
  ["its role, as 3.8 sends it", { role: "model" }],
])("parses only the first piece of a turn's sound, with %s", async (_, named) => {
  const { interview, client } = await inFullSwing();
  const [spoken, parsed] = [client.sound().length, vi.spyOn(JSON, "parse")];
  for (let frame = 0; frame < downFrames; frame++)
    await interview.act({ send: { serverContent: { modelTurn: { ...named, parts: [part] } } } });
  await expect.poll(() => client.sound().length).toBe(spoken + downFrames * 1_920);
  expect(parsed.mock.calls.filter(([text]) => text.includes(part.inlineData.data)).length).toBeLessThanOrEqual(1);
});

it("plays what follows a message that looks like sound but holds none", async () => {
  const { interview, client } = await inFullSwing();
  const spoken = client.sound().length;
  await interview.act(sound);
  await expect.poll(() => client.sound().length).toBe(spoken + 1_920);
  const none = { inlineData: { ...part.inlineData, data: "*".repeat(part.inlineData.data.length) } };
  await interview.act({ send: { serverContent: { modelTurn: { parts: [none] } } } });
  await interview.act(sound);
  await expect.poll(() => client.sound().length).toBe(spoken + 2 * 1_920);
  expect(loggedCount(interview.id, "gemini.malformed")).toBe(1);
});

it("frees the memory of what Gemini sends", async () => {
  const { interview, client } = await inFullSwing();
  const [spoken, freed] = [client.sound().length, vi.spyOn(ArrayBuffer.prototype, "transfer")];
  for (let frame = 0; frame < downFrames; frame++) await interview.act(sound);
  await expect.poll(() => client.sound().length).toBe(spoken + downFrames * 1_920);
  expect(freed.mock.calls.length).toBeGreaterThanOrEqual(downFrames);
});

it("shows a partial utterance in one frame, without a statement", async () => {
  const { interview, client, statements } = await inFullSwing();
  const before = client.kinds().length;
  await interview.act(partial(" me"));
  await expect.poll(() => client.captions()).toContain("AI… Tell me");
  expect(client.kinds().slice(before)).toEqual(["transcriptUpdate"]);
  expect(statements).not.toHaveBeenCalled();
});
