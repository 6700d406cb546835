import { describe, expect, test } from "vitest";
import type { ScenarioInput } from "../scenario.ts";
import { onAClock } from "../testing/clock.ts";
import { quiet, voice } from "../testing/caller.ts";

const open = (scenario: ScenarioInput, setup: Record<string, unknown> = {}) =>
  onAClock({ model: "gemini-2.5-flash-native-audio-preview-12-2025", scenario, setup });

const question = { say: { text: "What did you build there, and what would you do again?", ms: 3000 } };
const begin = { clientContent: { turns: [{ role: "user", parts: [{ text: "Begin." }] }], turnComplete: true } };

describe("the 2.5 native audio family", () => {
  test("transcribes in deltas, some of which may arrive once it speaks", async () => {
    const live = open({ turns: [question], lateEvery: 1 });
    await live.speak(2000);
    await live.hush(3000);
    const deltas = live.notes().filter((note) => note.startsWith("I"));
    expect(deltas).toEqual(["I [spoke", "I  for", "I  2.0", "I  s]"]);
    expect(live.notes().indexOf("I  s]")).toBeGreaterThan(live.notes().findIndex((note) => note.startsWith("A")));
  });

  test("ends the turn when the stream ends", async () => {
    const live = open({ turns: [question] });
    await live.speak(2000);
    live.send({ realtimeInput: { audioStreamEnd: true } });
    await live.pass(8000);
    expect(live.timesOf("T")).toHaveLength(1);
  });

  test("closes 1007 on an activity under automatic detection", async () => {
    const live = open({});
    live.send({ realtimeInput: { activityStart: {} } });
    expect(live.closes.map(({ code }) => code)).toEqual([1007]);
  });

  test("marks no voice activity, and reports its role and no interaction status", async () => {
    const live = open({ turns: [question] });
    await live.speak(2000);
    await live.hush(8000);
    expect(live.timesOf("V")).toEqual([]);
    expect(live.messagesOf("A")[0]?.serverContent?.modelTurn).toMatchObject({ role: "model" });
    expect(live.messagesOf("T")[0]?.serverContent).toEqual({ turnComplete: true });
  });

  test("hears media chunks, but only the first of each message", async () => {
    const live = open({ turns: [question] });
    const chunk = (pcm: Buffer) => ({ data: pcm.toString("base64"), mimeType: "audio/pcm;rate=16000" });
    live.send({ realtimeInput: { mediaChunks: [chunk(voice(1000)), chunk(voice(1000))] } });
    live.send({ realtimeInput: { mediaChunks: [chunk(quiet(1000))] } });
    await live.pass(5000);
    expect([
      live.closes,
      live
        .notes()
        .filter((note) => note.startsWith("I"))
        .join(""),
    ]).toEqual([[], "I [spokeI  forI  1.0I  s]"]);
  });

  test("issues a handle after each turn, never an empty or unrequested one", async () => {
    const live = open({ turns: [question, question] });
    for (let turn = 1; turn <= 2; turn++) {
      live.send(begin);
      await live.pass(5000);
    }
    expect([live.timesOf("H"), live.timesOf("H-")]).toEqual([live.timesOf("T"), []]);
    const unasked = open({ turns: [question] }, { sessionResumption: undefined });
    unasked.send(begin);
    await unasked.pass(5000);
    expect([unasked.timesOf("T").length, unasked.timesOf("H")]).toEqual([1, []]);
  });

  test("sends no empty frames", async () => {
    const live = open({ turns: [question] });
    live.send(begin);
    await live.pass(5000);
    expect([live.timesOf("E"), live.timesOf("S")]).toEqual([[], []]);
  });

  test("accepts an interim answer and a final one, with or without the function's name", async () => {
    const beside = { tools: [{ functionDeclarations: [{ name: "lookup_calendar", behavior: "NON_BLOCKING" }] }] };
    const live = open({ turns: [[{ call: { name: "lookup_calendar" } }], question, question] }, beside);
    live.send(begin);
    await live.pass(2000);
    live.answerCall({ willContinue: true });
    await live.pass(5000);
    live.answerCall({ name: undefined });
    await live.pass(5000);
    expect([live.timesOf("T").length, live.closes]).toEqual([3, []]);
  });
});
