import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { heardOf, kinds, quiet, story, voice } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const detection = (automaticActivityDetection: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  realtimeInputConfig: { automaticActivityDetection, ...more },
});

const listen = async (scenario: Parameters<typeof stage.script>[0], more: Record<string, unknown> = {}) => {
  const { setup, key } = await stage.script(scenario);
  const caller = await stage.call();
  await caller.setUp({ ...setup, ...detection({ silenceDurationMs: 400, prefixPaddingMs: 100 }), ...more });
  return { ...caller, key };
};

describe("the candidate's speech", () => {
  test("ends after the silence that the setup sets, is transcribed as its length, and gives the model its turn", async () => {
    const caller = await listen({ turns: ["learning"] });
    caller.hear(Buffer.concat([quiet(500), voice(1300), quiet(300), voice(900), quiet(500)]));
    await caller.untilCount("turnComplete");
    expect(story(caller.frames).slice(0, 4)).toEqual(["setupComplete", "handle", "heard", "sound"]);
    expect(heardOf(caller.frames)).toBe("[spoke for 2.5 s]");
  });

  test("does not end during a shorter pause", async () => {
    const caller = await listen({ turns: ["learning"] });
    caller.hear(Buffer.concat([voice(500), quiet(300)]));
    await stage.control(`sessions/${(await stage.sessions(caller.key))[0]?.id}/act`, "POST", {
      goAway: { timeLeft: "9s", closeAfterMs: null },
    });
    await caller.untilCount("goAway");
    expect(story(caller.frames)).toEqual(["setupComplete", "handle", "goAway"]);
  });

  test("is ignored when too short or too quiet", async () => {
    const caller = await listen({ turns: ["learning"] });
    const faint = voice(1000).map((byte) => byte & 0x01);
    caller.hear(Buffer.concat([voice(60), quiet(600), faint, quiet(600)]));
    caller.send({ realtimeInput: { audioStreamEnd: true } });
    caller.send({ realtimeInput: { text: "Are you there?" } });
    await caller.untilCount("turnComplete");
    expect(heardOf(caller.frames)).toBe("");
  });

  test("ends when the stream is paused, on a model that heeds it", async () => {
    const caller = await listen({ turns: ["learning"], profile: { audioStreamEnd: "ends" } });
    caller.hear(voice(1000));
    caller.send({ realtimeInput: { audioStreamEnd: true } });
    await caller.untilCount("turnComplete");
    expect(heardOf(caller.frames)).toBe("[spoke for 1.0 s]");
  });

  test("is marked by the client when automatic detection is off", async () => {
    const caller = await listen({ turns: ["learning"] }, detection({ disabled: true }));
    caller.hear(quiet(100));
    caller.send({ realtimeInput: { activityStart: {} } });
    caller.hear(voice(700));
    caller.send({ realtimeInput: { activityEnd: {} } });
    await caller.untilCount("turnComplete");
    expect(heardOf(caller.frames)).toBe("[spoke for 0.7 s]");
    expect((await stage.sessions(caller.key))[0]?.["activities"]).toEqual([
      { type: "start", atAudioBytes: 3200 },
      { type: "end", atAudioBytes: 25_600 },
    ]);
  });

  test("includes a text within an activity, and is answered once when that ends", async () => {
    const caller = await listen({ turns: ["learning"] }, detection({ disabled: true }));
    caller.send({ realtimeInput: { activityStart: {} } });
    caller.send({ realtimeInput: { text: "Hello." } });
    caller.send({ realtimeInput: { activityEnd: {} } });
    await caller.untilCount("turnComplete");
    expect(heardOf(caller.frames)).not.toContain("spoke for");
    expect((await stage.sessions(caller.key))[0]?.["texts"]).toEqual(["Hello."]);
  });

  test("is transcribed only when the setup asked for it", async () => {
    const caller = await listen({ turns: ["learning"] }, { inputAudioTranscription: undefined });
    caller.hear(Buffer.concat([voice(500), quiet(500)]));
    await caller.untilCount("turnComplete");
    expect(heardOf(caller.frames)).toBe("");
  });

  test("is transcribed as the script says, in any language", async () => {
    const caller = await listen({ heardAs: ["Я работал в банке."], turns: ["learning", "month"] });
    for (const turn of [1, 2]) {
      caller.hear(Buffer.concat([voice(500), quiet(500)]));
      await caller.untilCount("turnComplete", turn);
    }
    expect(heardOf(caller.frames)).toBe("Я работал в банке.[spoke for 0.5 s]");
  });

  test("may be transcribed and left unanswered", async () => {
    const caller = await listen({ swallowEvery: 2, turns: ["learning", "month"] });
    for (const heard of [1, 2, 3]) {
      caller.hear(Buffer.concat([voice(500), quiet(500)]));
      await caller.untilCount("heard", heard);
    }
    await caller.untilCount("turnComplete", 2);
    expect(story(caller.frames).filter((kind) => kind === "heard" || kind === "turnComplete")).toEqual([
      "heard",
      "turnComplete",
      "heard",
      "turnComplete",
    ]);
  });

  test("may be transcribed in deltas, the last one once the model has begun to speak", async () => {
    const caller = await listen({ lateEvery: 1, turns: ["learning"], profile: { transcription: "deltas" } });
    caller.hear(Buffer.concat([voice(500), quiet(500)]));
    await caller.untilCount("turnComplete");
    expect(heardOf(caller.frames)).toBe("[spoke for 0.5 s]");
    const told = story(caller.frames);
    expect(told.lastIndexOf("heard")).toBeGreaterThan(told.indexOf("sound"));
  });

  test("at other rates is timed by its declared rate", async () => {
    const caller = await listen({ turns: ["learning"] });
    const pcm = Buffer.concat([voice(1000), quiet(1000)]);
    caller.send({ realtimeInput: { audio: { data: pcm.toString("base64"), mimeType: "audio/pcm;rate=32000" } } });
    await caller.untilCount("turnComplete");
    expect(heardOf(caller.frames)).toBe("[spoke for 0.5 s]");
  });

  test("is recorded byte for byte, in order, however it was cut", async () => {
    const caller = await listen({ hears: false });
    const pcm = Buffer.concat([voice(100), quiet(40), voice(60)]);
    for (let at = 0; at < pcm.length; at += 640) caller.hear(pcm.subarray(at, at + 640));
    caller.send({ realtimeInput: { text: "Done." } });
    await expect.poll(async () => (await stage.sessions(caller.key))[0]).toMatchObject({ texts: ["Done."] });
    const [session] = await stage.sessions(caller.key);
    expect([session?.audioBytes, session?.audioSha256]).toEqual([pcm.length, createHash("sha256").update(pcm).digest("hex")]);
    const audio = await stage.control(`sessions/${session?.id}/audio`);
    expect(Buffer.from(await audio.arrayBuffer()).equals(pcm)).toBe(true);
  });
});

describe.concurrent("speaking over the interviewer", () => {
  const longTurn = { pace: 1, turns: [{ say: { text: "A very long question.", ms: 60_000 } }, { say: { text: "A short one.", ms: 0 } }] };

  test("stops it: interrupted, then turnComplete, without generationComplete", async () => {
    const caller = await listen(longTurn);
    caller.send({ realtimeInput: { text: "Begin." } });
    await caller.untilCount("sound", 2);
    caller.hear(voice(200));
    await caller.untilCount("turnComplete");
    const told = story(caller.frames);
    expect(told.slice(told.indexOf("interrupted"))).toEqual(["interrupted", "turnComplete", "usage"]);
    expect(told).not.toContain("generationComplete");
  });

  test("still stops it while generated sound is being played", async () => {
    const caller = await listen({ pace: 1, turns: [{ say: { text: "A question.", ms: 100, lagMs: 60_000 } }] });
    caller.send({ realtimeInput: { text: "Begin." } });
    await caller.untilCount("generationComplete");
    caller.hear(voice(200));
    await caller.untilCount("turnComplete");
    expect(story(caller.frames).slice(-3)).toEqual(["interrupted", "turnComplete", "usage"]);
  });

  test("is answered once the candidate has finished", async () => {
    const caller = await listen(longTurn);
    caller.send({ realtimeInput: { text: "Begin." } });
    await caller.untilCount("sound", 2);
    caller.hear(Buffer.concat([voice(800), quiet(600)]));
    await caller.untilCount("generationComplete");
    expect(heardOf(caller.frames)).toBe("[spoke for 0.8 s]");
    expect(caller.frames.filter(({ message }) => kinds(message).includes("interrupted"))).toHaveLength(1);
  });

  test("does nothing when interruption is turned off", async () => {
    const noInterruption = detection({ silenceDurationMs: 400 }, { activityHandling: "NO_INTERRUPTION" });
    const caller = await listen({ pace: 1, turns: [{ say: { text: "A question.", ms: 100, lagMs: 200 } }] }, noInterruption);
    caller.send({ realtimeInput: { text: "Begin." } });
    await caller.untilCount("sound");
    caller.hear(voice(300));
    await caller.untilCount("turnComplete");
    expect(story(caller.frames)).not.toContain("interrupted");
  });

  test("client content interrupts whatever the setting", async () => {
    const caller = await listen(longTurn, detection({}, { activityHandling: "NO_INTERRUPTION" }));
    caller.send({ realtimeInput: { text: "Begin." } });
    await caller.untilCount("sound");
    caller.send({ clientContent: { turns: [], turnComplete: true } });
    await caller.untilCount("generationComplete");
    expect(story(caller.frames)).toContain("interrupted");
  });
});
