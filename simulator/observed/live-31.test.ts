import { describe, expect, test } from "vitest";
import type { ScenarioInput } from "../scenario.ts";
import { onAClock } from "../testing/clock.ts";

/** The numbers come from the captures g31 and sil-end-g31 of 2026-09-19. */
const open = (scenario: ScenarioInput, setup: Record<string, unknown> = {}) =>
  onAClock({ model: "gemini-3.1-flash-live-preview", scenario, setup });

const sky = { say: { text: "On a clear day, the sky is blue.", ms: 2000 } };
const lookUp = { call: { name: "lookup_calendar" } };
const calendar = { tools: [{ functionDeclarations: [{ name: "lookup_calendar" }] }] };
const begin = { realtimeInput: { text: "Begin the interview now." } };

describe("gemini-3.1-flash-live-preview", () => {
  test("issues a handle about every half second of silence, and none while anybody speaks", async () => {
    const live = open({ turns: [sky] });
    await live.hush(10_000);
    expect(live.timesOf("H")).toHaveLength(19);
    const spokenFromMs = live.now();
    await live.speak(20_000);
    expect(live.timesOf("H").filter((atMs) => atMs > spokenFromMs + 40)).toEqual([]);
    await live.hush(8000);
    const [soundAtMs = 0] = live.timesOf("A");
    const [generatedAtMs = 0] = live.timesOf("G");
    expect(live.timesOf("H").filter((atMs) => atMs > soundAtMs && atMs < generatedAtMs)).toEqual([]);
    expect(live.timesOf("H").filter((atMs) => atMs > generatedAtMs).length).toBeGreaterThan(5);
  });

  test("issues one handle after a turn, and no other while no sound comes", async () => {
    const live = open({ turns: [sky] });
    live.send(begin);
    await live.pass(30_000);
    expect(live.timesOf("H")).toEqual([(live.timesOf("T")[0] ?? 0) + 300]);
  });

  test("marks where speech starts and ends, in the time of the sound, beside an empty content", async () => {
    const live = open({ turns: [sky] });
    await live.hush(640);
    await live.speak(5360);
    await live.hush(1600);
    expect(live.notes().filter((note) => note.startsWith("V"))).toEqual(["V ACTIVITY_START 0.680s", "V ACTIVITY_END 6.800s"]);
    expect(live.messagesOf("V")[0]).toEqual({ serverContent: {}, voiceActivity: { type: "ACTIVITY_START", audioOffset: "0.680s" } });
  });

  test("sends the utterance whole, the end of activity, two empty contents and then its sound, without a role", async () => {
    const live = open({ turns: [sky] });
    await live.speak(3000);
    await live.hush(1400);
    const turn = live.notes().slice(live.notes().findIndex((note) => note.startsWith("I")));
    expect(turn.slice(0, 5)).toEqual(["I [spoke for 3.0 s]", "V ACTIVITY_END 3.800s", "S", "S", expect.stringMatching(/^A \d+ On a$/)]);
    expect(live.notes()).not.toContain("E");
    expect(live.messagesOf("A")[0]?.serverContent?.modelTurn).not.toHaveProperty("role");
  });

  test("sends its sound at eight times real time, and turnComplete once that has been played", async () => {
    const live = open({ turns: [{ say: { text: "One, two, three, four, five, six, seven, eight.", ms: 8000 } }] });
    live.send(begin);
    await live.pass(20_000);
    const [first = 0] = live.timesOf("A");
    const [generated = 0] = live.timesOf("G");
    const [completed = 0] = live.timesOf("T");
    expect([generated - first, completed - first]).toEqual([expect.closeTo(1000, -2), expect.closeTo(8000, -2)]);
  });

  test("completes an interrupted turn 0.34 s later, without another sound", async () => {
    const live = open({ turns: [{ say: { text: "One, two, three, four, five, six, seven, eight.", ms: 8000 } }] });
    live.send(begin);
    await live.pass(1000);
    await live.speak(1200);
    const [interruptedAtMs = 0] = live.timesOf("X");
    expect(live.timesOf("T")).toEqual([interruptedAtMs + 340]);
    expect(live.timesOf("A").filter((atMs) => atMs > interruptedAtMs)).toEqual([]);
  });

  test("begins every second spoken turn with a single sample", async () => {
    const live = open({ turns: [sky, sky] });
    for (let turn = 0; turn < 2; turn++) {
      live.send(begin);
      await live.pass(5000);
    }
    const single = live.messagesOf("A").map(({ serverContent }) => serverContent?.modelTurn?.parts[0]?.inlineData?.data === "AAA=");
    expect(single.filter(Boolean)).toHaveLength(1);
    expect(single[0]).toBe(false);
  });

  test("closes 1007 on media chunks", async () => {
    const live = open({});
    live.send({ realtimeInput: { mediaChunks: [{ data: "", mimeType: "audio/pcm;rate=16000" }] } });
    const reason = "realtime_input.media_chunks is deprecated. Use audio, video, or text instead.";
    expect(live.closes).toEqual([{ atMs: 0, code: 1007, reason }]);
  });

  test("ends the turn when the stream ends", async () => {
    const live = open({ turns: [sky] });
    await live.speak(3000);
    live.send({ realtimeInput: { audioStreamEnd: true } });
    const endedAtMs = live.now();
    await live.pass(1000);
    expect(live.timesOf("I")).toEqual([endedAtMs + 500]);
  });

  test("returns a realtime text as the candidate's words, before it answers", async () => {
    const live = open({ turns: [sky] });
    live.send(begin);
    await live.pass(5000);
    expect(live.notes().slice(0, 3)).toEqual(["I Begin the interview now.", "S", "S"]);
  });

  test("may ignore the opening, and answers the next text", async () => {
    const live = open({ turns: [sky], ignoresTexts: 1 });
    live.send(begin);
    await live.pass(60_000);
    expect(live.notes()).toEqual(["I Begin the interview now."]);
    live.send(begin);
    await live.pass(5000);
    expect(live.timesOf("T")).toHaveLength(1);
  });

  test("closes 1007 on client content unless the setup announced a history", async () => {
    const live = open({});
    live.send({ clientContent: { turnComplete: true } });
    expect(live.closes).toEqual([{ atMs: 0, code: 1007, reason: "Request contains an invalid argument." }]);
    const announced = open({ turns: [sky] }, { historyConfig: { initialHistoryInClientContent: true } });
    announced.send({ clientContent: { turns: [{ role: "user", parts: [{ text: "Earlier." }] }] } });
    expect(announced.closes).toEqual([]);
  });

  test("ends a turn after two seconds of silence even when more were requested", async () => {
    const live = open({ turns: [sky] }, { realtimeInputConfig: { automaticActivityDetection: { silenceDurationMs: 6000 } } });
    await live.speak(3000);
    const spokenAtMs = live.now();
    await live.hush(6000);
    expect(live.timesOf("I")).toEqual([spokenAtMs + 2000 + 500]);
  });

  test("calls at once with generationComplete and turnComplete, and speaks after the answer", async () => {
    const live = open({ turns: [[sky, lookUp]] }, calendar);
    await live.speak(2540);
    await live.hush(4000);
    expect(live.notes().filter((note) => /^[CGTAX]/.test(note))).toEqual(["C lookup_calendar", "G", "T"]);
    const answeredAtMs = live.now();
    live.answerCall();
    await live.pass(5000);
    expect(live.timesOf("A")[0]).toBe(answeredAtMs + 500);
  });

  test("cancels a call that the candidate speaks over, because its functions block", async () => {
    const live = open({ turns: [lookUp] }, calendar);
    live.send(begin);
    await live.pass(2000);
    await live.speak(500);
    const messages = live.noted.map(({ message }) => message);
    const [call] = messages.flatMap(({ toolCall }) => toolCall ?? []);
    expect(messages.flatMap(({ toolCallCancellation }) => toolCallCancellation ?? [])).toEqual([{ ids: [call?.functionCalls[0]?.id] }]);
  });

  test("may reject its own turn, and says so", async () => {
    const live = open({ turns: [[{ say: { text: "", ms: 0 } }, { finish: "rejected" }]] });
    live.send(begin);
    await live.pass(2000);
    expect(live.messagesOf("T")[0]?.serverContent).toEqual({ turnComplete: true, turnCompleteReason: "RESPONSE_REJECTED" });
  });
});
