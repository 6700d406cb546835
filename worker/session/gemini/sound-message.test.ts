import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liveAt } from "../../genai/client.ts";
import { translate } from "./message.ts";
import { saysNothing, soundIn, soundMessage, SoundShape } from "./sound-message.ts";

/** What the SDK writes to its socket once a session is set up. */
const openSdk = async () => {
  const sent: string[] = [];
  const live = liveAt(
    { apiKey: "a-key", baseUrl: undefined },
    {
      create: (_url, _headers, callbacks) => ({
        connect: () => queueMicrotask(() => callbacks.onopen()),
        send: (message) => {
          sent.push(message);
          if (sent.length === 1) callbacks.onmessage({ data: '{"setupComplete":{}}' });
        },
        close: () => {},
      }),
    },
  );
  const session = await live.connect({ model: "gemini-3.8-live", callbacks: { onmessage: () => {} } });
  return { session, sent };
};

it("writes sound exactly as the SDK does", async () => {
  const { session, sent } = await openSdk();
  for (const pcm of [Uint8Array.of(), Uint8Array.of(0, 255), Uint8Array.from({ length: 1_281 }, (_, at) => at % 251)]) {
    session.sendRealtimeInput({ audio: { data: pcm.toBase64(), mimeType: "audio/pcm;rate=16000" } });
    expect(soundMessage(pcm)).toBe(sent.at(-1));
  }
});

const blob = { mimeType: "audio/pcm;rate=24000", data: "AAAA" };
const bringing = (parts: object[], rest: object = {}) => ({ serverContent: { modelTurn: { parts }, ...rest } });

it("reads a message with one piece of sound as the schema does", () => {
  const message = bringing([{ inlineData: blob }]);
  expect(soundIn(message)).toBe("AAAA");
  expect(translate(message)).toEqual([{ type: "sound", base64: "AAAA" }]);
});

it("reads it as well where the turn names its role", () => {
  expect(soundIn({ serverContent: { modelTurn: { role: "model", parts: [{ inlineData: blob }] } } })).toBe("AAAA");
});

it.each<[string, unknown]>([
  ["a field that is new", { serverContent: { modelTurn: { role: "model", mood: "calm", parts: [{ inlineData: blob }] } } }],
  ["two pieces", bringing([{ inlineData: blob }, { inlineData: blob }])],
  ["a thought beside it", bringing([{ inlineData: blob, thought: true }])],
  ["words beside it", bringing([{ inlineData: blob }], { outputTranscription: { text: "Tell me" } })],
  ["the turn's end", bringing([{ inlineData: blob }], { turnComplete: true })],
  ["a count of tokens", { ...bringing([{ inlineData: blob }]), usageMetadata: { promptTokenCount: 1 } }],
  ["a picture", bringing([{ inlineData: { ...blob, mimeType: "image/png" } }])],
  ["sound at another rate", bringing([{ inlineData: { ...blob, mimeType: "audio/pcm;rate=48000" } }])],
  ["sound that is no PCM", bringing([{ inlineData: { ...blob, mimeType: "audio/mp3" } }])],
  ["sound of no kind", bringing([{ inlineData: { data: "AAAA" } }])],
  ["no sound", bringing([{ text: "Tell me" }])],
  ["nothing", {}],
  ["a list", []],
  ["null", null],
  ["a text", "sound"],
])("leaves a message with %s to the schema", (_, message) => {
  expect(soundIn(message)).toBeNull();
});

it.each([
  [true, {}],
  [false, { goAway: {} }],
  [false, []],
  [false, null],
  [false, ""],
])("recognises that nothing is said: %s of %j", (isNothing, message) => {
  expect(saysNothing(message)).toBe(isNothing);
});

it("never throws, and never reads as sound alone, or as nothing, what the schema reads otherwise", () => {
  const words = fc.constantFrom("serverContent", "modelTurn", "parts", "inlineData", "data", "mimeType", "text", "turnComplete", "role");
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom("AAAA", "audio/pcm", true, 7, null),
      fc.array(tie("node"), { maxLength: 2 }),
      fc.dictionary(words, tie("node"), { maxKeys: 2 }),
      fc.record({ serverContent: tie("node") }),
      fc.record({ modelTurn: tie("node") }),
      fc.record({ parts: fc.array(tie("node"), { maxLength: 2 }), role: tie("node") }, { requiredKeys: ["parts"] }),
      fc.record({ inlineData: fc.record({ data: tie("node"), mimeType: fc.constantFrom("audio/pcm", "audio/pcm;rate=8000", 7) }) }),
    ),
  })).node;
  fc.assert(
    fc.property(value, (message) => {
      const base64 = soundIn(message);
      if (base64 !== null) expect(translate(message)).toEqual([{ type: "sound", base64 }]);
      if (saysNothing(message)) expect(translate(message)).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});

describe("the shape of the newest message of sound", () => {
  const sounds = ["ABCD".repeat(50), "/+xy".repeat(90)];
  const written = (data: string, space?: number) => JSON.stringify(bringing([{ inlineData: { ...blob, data } }]), null, space);
  const learnt = (text: string) => {
    const shape = new SoundShape();
    shape.learn(text, JSON.parse(text));
    return shape;
  };

  it.each([undefined, 2])("finds the sound of the next one, indented by %s", (space) => {
    const [first = "", next = ""] = sounds;
    expect(learnt(written(first, space)).find(written(next, space))).toBe(next);
  });

  it("finds nothing before the first sound, nor in messages written differently", () => {
    const [sound = ""] = sounds;
    expect(new SoundShape().find(written(sound))).toBeNull();
    const shape = learnt(written(sound));
    const others = [
      "{}",
      "",
      written(sound, 2),
      JSON.stringify(bringing([{ inlineData: { ...blob, data: sound } }], { turnComplete: true })),
      JSON.stringify(bringing([{ inlineData: { ...blob, mimeType: "image/png", data: sound } }])),
    ];
    expect(others.map((text) => shape.find(text))).toEqual(others.map(() => null));
  });

  it("learns nothing from a message that holds more, nor when the sound also stands elsewhere", () => {
    const [sound = ""] = sounds;
    const more = JSON.stringify(bringing([{ inlineData: { ...blob, data: sound } }], { turnComplete: true }));
    const twice = JSON.stringify(bringing([{ inlineData: { mimeType: `audio/${sound}`, data: sound } }]));
    for (const text of [more, twice, written("AAAA")]) expect(learnt(text).find(text)).toBeNull();
  });

  it("finds only base64 that a parser would find too", () => {
    const [sound = ""] = sounds;
    const shape = learnt(written(sound));
    const piece = fc.constantFrom("ABCD", "=", '"', "\\", "}", "]", ",", '"data":"', '"mimeType":"audio/pcm"', " ");
    const between = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(between, (it) => {
        const text = written(sound).replace(sound, it);
        const found = shape.find(text);
        if (found !== null && /^[\w+/=]*$/.test(found)) expect(soundIn(JSON.parse(text))).toBe(found);
      }),
      { numRuns: 2_000 },
    );
  });
});
