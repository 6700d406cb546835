import { describe, expect, test } from "vitest";
import type { ScenarioInput } from "../scenario.ts";
import { onAClock } from "../testing/clock.ts";

/** The numbers come from the captures g38et-long, consult-et-final, consult-et-1007, count-33s and interrupt-vad of 2026-09-19. */
const calendar = { tools: [{ functionDeclarations: [{ name: "lookup_calendar" }] }] };
const open = (scenario: ScenarioInput) => onAClock({ model: "gemini-3.8-live-extended-thinking", scenario, setup: calendar });

const checking = { say: { text: "Let me check your schedule.", ms: 1500 } };
const dentist = { say: { text: "Tomorrow you have the dentist at 10:00 AM.", ms: 5600 } };
const lookUp = { call: { name: "lookup_calendar" } };
const begin = { clientContent: { turns: [{ role: "user", parts: [{ text: "Begin." }] }], turnComplete: true } };

describe("gemini-3.8-live-extended-thinking", () => {
  test("speaks at the pace of speech, and turnComplete follows generationComplete at once", async () => {
    const live = open({ turns: [dentist] });
    live.send(begin);
    await live.pass(10_000);
    const [soundAtMs = 0] = live.timesOf("A");
    expect(live.timesOf("G")).toEqual([soundAtMs + 5600]);
    expect(live.timesOf("T")).toEqual(live.timesOf("G"));
    expect(live.notes().at(-1)).toBe("T IDLE");
  });

  test("says that it will look, completes its turn IN_PROGRESS, and sends the call alone 0.85 s later", async () => {
    const live = open({ turns: [[checking, lookUp], dentist] });
    live.send(begin);
    await live.pass(10_000);
    const notes = live.notes().filter((note) => /^[CGT]/.test(note));
    expect(notes).toEqual(["G", "T IN_PROGRESS", "C lookup_calendar"]);
    expect(live.timesOf("C")).toEqual([(live.timesOf("T")[0] ?? 0) + 850]);
    expect(live.notes().at(-1)).toBe("C lookup_calendar");
  });

  test("may complete a first sentence IN_PROGRESS and say the rest unasked, each as a turn with its own sound", async () => {
    const live = open({ turns: [[checking, { thinks: 2000 }, dentist]] });
    live.send(begin);
    await live.pass(20_000);
    const [first = 0, last = 0] = live.timesOf("T");
    expect(live.notes().filter((note) => /^[GT]/.test(note))).toEqual(["G", "T IN_PROGRESS", "G", "T IDLE"]);
    const resumedAtMs = live.timesOf("A").find((atMs) => atMs > first);
    expect(resumedAtMs).toBe(first + 2000);
    expect(last - first - 2000).toBeCloseTo(5600, -1);
    const counted = live.messagesOf("T").map((message) => message.usageMetadata?.responseTokenCount);
    expect(counted).toEqual([38, 140]);
    expect(
      live
        .notes()
        .slice(live.notes().indexOf("T IN_PROGRESS") + 1, -2)
        .slice(0, 2),
    ).toEqual(["E", "S"]);
  });

  test("leaves the rest unsaid when the candidate speaks while it thinks", async () => {
    const live = open({ turns: [[checking, { thinks: 5000 }, dentist]] });
    live.send(begin);
    await live.pass(3000);
    await live.speak(1000);
    await live.pass(10_000);
    const notes = live.notes().filter((note) => /^[GTX]/.test(note));
    expect(notes).toEqual(["G", "T IN_PROGRESS", "X", "T IDLE"]);
  });

  test("speaks a second after the answer, and then is IDLE", async () => {
    const live = open({ turns: [[checking, lookUp], dentist] });
    live.send(begin);
    await live.pass(10_000);
    const answeredAtMs = live.now();
    live.answerCall();
    await live.pass(10_000);
    expect(live.timesOf("A").find((atMs) => atMs > answeredAtMs)).toBe(answeredAtMs + 1000);
    expect(live.notes().at(-1)).toBe("T IDLE");
  });

  test("is IDLE after the answer even with nothing left to say", async () => {
    const live = open({ turns: [[checking, lookUp]] });
    live.send(begin);
    await live.pass(10_000);
    live.answerCall();
    await live.pass(10_000);
    expect(live.notes().slice(-2)).toEqual(["G", "T IDLE"]);
  });

  test("waits 25 s for the answer without a frame", async () => {
    const live = open({ turns: [[checking, lookUp], dentist] });
    live.send(begin);
    await live.pass(5000);
    const before = live.notes().length;
    await live.hush(25_000);
    expect(live.notes().length).toBe(before);
  });

  test.each(["SILENT", "WHEN_IDLE", "INTERRUPT"])("closes 120 ms after an answer with scheduling %s", async (scheduling) => {
    const live = open({ turns: [[checking, lookUp], dentist] });
    live.send(begin);
    await live.pass(5000);
    const answeredAtMs = live.now();
    live.answerCall({ scheduling });
    await live.pass(1000);
    expect(live.closes).toEqual([
      { atMs: answeredAtMs + 120, code: 1007, reason: "Function response scheduling is not supported for this model." },
    ]);
  });

  test("closes after an answer with scheduling to a refused end call, even when the model would insist", async () => {
    const ending = { tools: [{ functionDeclarations: [{ name: "end_interview" }] }] };
    const live = onAClock({
      model: "gemini-3.8-live-extended-thinking",
      scenario: { turns: [[checking, { callEnd: true }]] },
      setup: ending,
    });
    live.send(begin);
    await live.pass(5000);
    live.answerCall({ response: { status: "refused" }, scheduling: "WHEN_IDLE" });
    await live.pass(1000);
    expect([live.timesOf("C").length, live.closes.map(({ code }) => code)]).toEqual([1, [1007]]);
  });

  test.each([undefined, ""])("treats an answer that names its function %j as a failure, and apologises", async (name) => {
    const live = open({ turns: [[checking, lookUp], dentist] });
    live.send(begin);
    await live.pass(5000);
    live.answerCall({ name });
    await live.pass(10_000);
    const words = live.messagesOf("A").map((message) => message.serverContent?.outputTranscription?.text ?? "");
    expect([words.join(""), live.closes]).toEqual(["Let me check your schedule.I am sorry, a system error has occurred.", []]);
  });

  test("speaks after an interim answer, and never after the final one", async () => {
    const live = open({ turns: [[checking, lookUp], { say: { text: "Just a moment.", ms: 1000 } }, dentist] });
    live.send(begin);
    await live.pass(5000);
    live.answerCall({ willContinue: true });
    await live.pass(5000);
    live.answerCall();
    await live.pass(30_000);
    const words = live.messagesOf("A").map((message) => message.serverContent?.outputTranscription?.text ?? "");
    expect([words.join(""), live.closes]).toEqual(["Let me check your schedule.Just a moment.", []]);
  });

  test("is interrupted by speech as 3.8 is, and is IDLE after it", async () => {
    const live = open({ turns: [dentist] });
    live.send(begin);
    await live.pass(3000);
    await live.speak(1000);
    expect(live.notes().slice(-2)).toEqual(["X", "T IDLE"]);
    expect(live.timesOf("T")).toEqual([(live.timesOf("X")[0] ?? 0) + 340]);
  });

  test("keeps speaking through activityStart under automatic detection", async () => {
    const live = open({ turns: [dentist] });
    live.send(begin);
    await live.pass(3000);
    live.send({ realtimeInput: { activityStart: {} } });
    await live.pass(10_000);
    expect([live.closes, live.timesOf("X"), live.notes().at(-1)]).toEqual([[], [], "T IDLE"]);
  });
});
