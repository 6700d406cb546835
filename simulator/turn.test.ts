import { describe, expect, test } from "vitest";
import { captionOf, kinds, soundOf, story } from "./testing/caller.ts";
import { tone } from "./speech.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const begin = { realtimeInput: { text: "Begin the interview now." } };
const text = "Hello, and welcome to this interview. Tell me about yourself.";

const play = async (
  scenario: Parameters<typeof stage.script>[0],
  until: Parameters<Awaited<ReturnType<typeof stage.call>>["untilCount"]>[0] = "turnComplete",
) => {
  const { setup, key } = await stage.script(scenario);
  const caller = await stage.call();
  await caller.setUp(setup);
  caller.send(begin);
  await caller.untilCount(until);
  return { ...caller, key };
};

describe("a turn", () => {
  test("comes in Google's order, and only on request", async () => {
    const { frames, key } = await play({ turns: [{ say: { text, ms: 2000, thought: "Greet." } }] });
    expect(story(frames).filter((kind) => kind !== "sound" && kind !== "caption")).toEqual([
      "setupComplete",
      "handle",
      "generationComplete",
      "turnComplete",
      "usage",
    ]);
    expect((await stage.sessions(key)).map(({ texts }) => texts)).toEqual([["Begin the interview now."]]);
  });

  test("begins on client content that completes a turn, and not before", async () => {
    const { setup } = await stage.script({ turns: ["learning"] });
    const caller = await stage.call();
    await caller.setUp(setup);
    caller.send({ clientContent: { turns: [{ role: "user", parts: [{ text: "I am here." }] }] } });
    caller.send({ clientContent: { turnComplete: true } });
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toBe("What is something that you learned recently, and how did you go about learning it?");
  });

  test("brings its sound whole, 24 kHz, in uneven multiples of 40 ms up to 720", async () => {
    const { frames } = await play({ turns: [{ say: { text, ms: 4000 } }] });
    expect(soundOf(frames).equals(tone(4000))).toBe(true);
    const parts = frames.flatMap(({ message }) => message.serverContent?.modelTurn?.parts ?? []);
    expect(new Set(parts.map((part) => part.inlineData?.mimeType))).toEqual(new Set(["audio/pcm;rate=24000"]));
    const lengths = parts.map((part) => Buffer.from(part.inlineData?.data ?? "", "base64").length / 48).slice(0, -1);
    expect(lengths.filter((ms) => ms % 40 !== 0 || ms < 40 || ms > 720)).toEqual([]);
    expect(new Set(lengths).size).toBeGreaterThan(2);
  });

  test("is cut in the same way every time", async () => {
    const scenario = { turns: [{ say: { text, ms: 1500 } }] };
    const [first, second] = [await play(scenario), await play(scenario)];
    expect(first.messages().filter((message) => message.serverContent)).toEqual(
      second.messages().filter((message) => message.serverContent),
    );
  });

  test("holds thoughts only when the setup asks for them", async () => {
    const { setup } = await stage.script({ turns: [{ say: { text, ms: 100, thought: "Greet." } }] });
    const told = async (thinkingConfig: Record<string, unknown>) => {
      const caller = await stage.call();
      await caller.setUp({ ...setup, model: "models/gemini-3.8-live-extended-thinking", generationConfig: { thinkingConfig } });
      caller.send(begin);
      await caller.untilCount("turnComplete");
      return story(caller.frames);
    };
    expect(await told({ thinkingLevel: "high" })).not.toContain("thought");
    expect(await told({ thinkingLevel: "high", includeThoughts: true })).toContain("thought");
  });

  test("is transcribed in deltas that join to the text, each in a message with sound", async () => {
    const { frames } = await play({ turns: [{ say: { text, ms: 4000 } }] });
    expect(captionOf(frames)).toBe(text);
    const captions = frames.map(({ message }) => kinds(message)).filter((all) => all.includes("caption"));
    expect(captions.length).toBeGreaterThan(2);
    expect(captions.filter((all) => !all.includes("sound"))).toEqual([]);
  });

  test("can come in forty pieces, even of fewer words", async () => {
    const { frames } = await play({ turns: [{ say: { text, ms: 500, fragments: 40 } }] });
    const deltas = frames.flatMap(({ message }) => message.serverContent?.outputTranscription?.text ?? []);
    expect([deltas.length, deltas.join("")]).toEqual([40, text]);
  });

  test("is transcribed only when the setup asks for it", async () => {
    const { setup } = await stage.script({ turns: ["learning"] });
    const caller = await stage.call();
    await caller.setUp({ ...setup, outputAudioTranscription: undefined });
    caller.send(begin);
    await caller.untilCount("turnComplete");
    expect(captionOf(caller.frames)).toBe("");
  });

  test("comes faster than real time, while turnComplete waits for the playback", async () => {
    const { setup } = await stage.script({ pace: 0.25, turns: [{ say: { text, ms: 1200 } }] });
    const caller = await stage.call();
    await caller.setUp(setup);
    const begun = performance.now();
    caller.send(begin);
    await caller.untilCount("generationComplete");
    const generatedMs = performance.now() - begun;
    await caller.untilCount("turnComplete");
    const completeMs = performance.now() - begun;
    expect(completeMs).toBeGreaterThan(290);
    expect(completeMs - generatedMs).toBeGreaterThan(100);
  });
});

describe("what a scenario changes about turns", () => {
  test("text frames and mixed frames", async () => {
    const texts = await play({ frames: "text", turns: ["learning"] });
    expect(new Set(texts.frames.map(({ binary }) => binary))).toEqual(new Set([false]));
    const mixed = await play({ frames: "mixed", turns: ["learning"] });
    expect(mixed.frames.slice(0, 4).map(({ binary }) => binary)).toEqual([true, false, true, false]);
  });

  test("usage after every part, or never", async () => {
    const count = (frames: Parameters<typeof story>[0], kind: string) =>
      frames.filter(({ message }) => kinds(message).some((one) => one === kind)).length;
    const perPart = await play({ usage: "part", turns: [{ say: { text, ms: 1000 } }] });
    expect(count(perPart.frames, "usage")).toBe(count(perPart.frames, "sound"));
    const never = await play({ usage: "never", turns: [{ say: { text, ms: 1000 } }] });
    expect(count(never.frames, "usage")).toBe(0);
  });

  test("no captions at all", async () => {
    const { frames } = await play({ captions: false, turns: ["learning"] });
    expect(captionOf(frames)).toBe("");
  });

  test("no turnComplete", async () => {
    const { frames } = await play({ turns: [["learning", { finish: "generation" }]] }, "generationComplete");
    expect(story(frames).at(-1)).toBe("generationComplete");
  });

  test("an empty turn", async () => {
    const { frames } = await play({ turns: [{ say: { text: "", ms: 0 } }] });
    expect(story(frames)).toEqual(["setupComplete", "handle", "generationComplete", "turnComplete", "usage"]);
  });

  test("one message of eight mebibytes", async () => {
    const { frames } = await play({ turns: [{ say: { text, ms: 131_072, partMs: 131_072 } }] });
    expect(frames.map(({ message }) => JSON.stringify(message).length).filter((length) => length > 8 * 2 ** 20)).toHaveLength(1);
  });

  test("frames as they stand in the script, JSON or not", async () => {
    const steps = [{ send: { serverContent: {} } }, { sendText: "{" }, { raw: Buffer.from("no json").toString("base64") }];
    const caller = await play({ turns: [[...steps, { goAway: { timeLeft: "50s" } }]] }, "goAway");
    expect(caller.unreadable).toEqual(["{", "no json"]);
    expect(caller.messages().filter((message) => message.serverContent)).toEqual([{ serverContent: {} }]);
  });

  test("questions that start over after the last", async () => {
    const caller = await play({
      repeatFrom: 1,
      turns: [{ say: { text: "One." } }, { say: { text: " Two." } }, { say: { text: " Three." } }],
    });
    for (let turn = 2; turn <= 4; turn++) {
      caller.send(begin);
      await caller.untilCount("turnComplete", turn);
    }
    expect(captionOf(caller.frames)).toBe("One. Two. Three. Two.");
  });

  test("a flood of sound, far faster than playback", async () => {
    const { frames } = await play({ turns: [[{ flood: { ms: 60_000, overMs: 0 } }, { goAway: { timeLeft: "1s" } }]] }, "goAway");
    expect(soundOf(frames)).toHaveLength(60_000 * 48);
  });
});
