import { describe, expect, test } from "vitest";
import type { ScenarioInput } from "../scenario.ts";
import { onAClock } from "../testing/clock.ts";

/** The numbers come from the captures g38-raw, g38-long, sil-stream-g38, sil-end-g38 and consult-38live of 2026-09-19. */
const model = "gemini-3.8-live";
const open = (scenario: ScenarioInput, setup: Record<string, unknown> = {}) => onAClock({ model, scenario, setup });

const sky = { say: { text: "The sky is usually blue on a clear day.", ms: 2650 } };
const banana = { say: { text: "A banana is a yellow fruit.", ms: 2440 } };
const lookUp = { call: { name: "lookup_calendar", args: { day: "2026-09-20" } } };
const calendar = { tools: [{ functionDeclarations: [{ name: "lookup_calendar" }] }] };
const begin = { clientContent: { turns: [{ role: "user", parts: [{ text: "Begin." }] }], turnComplete: true } };

describe("gemini-3.8-live sends nothing", () => {
  test("while the candidate speaks for ninety seconds, then their words in one piece once they are silent", async () => {
    const live = open({ turns: [sky] });
    await live.hush(1000);
    const before = live.notes().length;
    await live.speak(90_000);
    expect(live.notes().length).toBe(before);
    await live.hush(2000);
    expect(live.notes().filter((note) => note.startsWith("I"))).toEqual(["I [spoke for 90.0 s]"]);
  });

  test("while the candidate is silent for ninety seconds", async () => {
    const live = open({ turns: [sky] });
    live.send(begin);
    await live.hush(10_000);
    const before = live.notes().length;
    await live.hush(90_000);
    expect(live.notes().length).toBe(before);
  });

  test("in a pause of 700 ms within an answer, which remains one utterance", async () => {
    const live = open({ turns: [sky] });
    await live.speak(8000);
    await live.hush(700);
    await live.speak(7400);
    await live.hush(2000);
    expect(live.notes().filter((note) => note.startsWith("I"))).toEqual(["I [spoke for 16.1 s]"]);
  });
});

describe("gemini-3.8-live gives a resumption handle", () => {
  test("0.3 s after setupComplete, and none in the minute and three turns after it", async () => {
    const live = open({ turns: [sky, banana, sky] });
    for (let turn = 0; turn < 3; turn++) {
      await live.speak(5000);
      await live.hush(15_000);
    }
    expect(live.timesOf("T")).toHaveLength(3);
    expect([live.timesOf("H"), live.timesOf("H-")]).toEqual([[300], []]);
  });

  test("though the setup does not request one", async () => {
    const live = open({}, { sessionResumption: undefined });
    await live.hush(1000);
    expect(live.timesOf("H")).toEqual([300]);
  });
});

describe("a turn of gemini-3.8-live", () => {
  test("begins 1.3 to 1.6 s after the end of speech: the utterance, an empty content, and an empty frame before every sound", async () => {
    const live = open({ turns: [banana] });
    await live.hush(1000);
    await live.speak(3720);
    const spokenAtMs = live.now();
    await live.hush(6000);
    const [heardAtMs = 0] = live.timesOf("I");
    expect(heardAtMs - spokenAtMs).toBeGreaterThanOrEqual(1280);
    expect(heardAtMs - spokenAtMs).toBeLessThanOrEqual(1590);
    const [first, ...turn] = live.notes().slice(1, -2);
    expect([first, ...turn.slice(0, 4)]).toEqual(["E", "I [spoke for 3.7 s]", "S", "E", expect.stringMatching(/^A \d+ A banana is/)]);
    const sounds = turn.slice(2);
    expect(sounds.map((note) => note[0]).join("")).toMatch(/^(EA)+$/);
    expect(live.notes().slice(-2)).toEqual(["G", "T"]);
  });

  test("arrives faster than it is spoken, while turnComplete waits until it would have been heard", async () => {
    const live = open({ turns: [sky] });
    live.send(begin);
    await live.pass(10_000);
    const [soundAtMs = 0] = live.timesOf("A");
    const [generatedAtMs = 0] = live.timesOf("G");
    const [completeAtMs = 0] = live.timesOf("T");
    expect(generatedAtMs - soundAtMs).toBeLessThan(1000);
    expect(completeAtMs - soundAtMs).toBe(2650);
  });

  test("arrives in parts of 40 to 720 ms, every second one beginning with a single sample", async () => {
    const live = open({ turns: [sky, banana] });
    for (let turn = 1; turn <= 2; turn++) {
      live.send(begin);
      await live.pass(10_000);
    }
    const lengths = live.notes().flatMap((note) => (note.startsWith("A") ? Number(note.split(" ")[1]) : []));
    const whole = lengths.filter((ms) => ms > 1 && ms % 40 === 0);
    expect(Math.max(...whole)).toBeLessThanOrEqual(720);
    const firsts = live.noted.filter(
      ({ note }, at) => note.startsWith("A") && live.noted.slice(0, at).findLast((it) => it.note !== "E")?.note === "S",
    );
    expect(firsts.map(({ message }) => message.serverContent?.modelTurn?.parts[0]?.inlineData?.data === "AAA=")).toEqual([false, true]);
    expect(firsts[1]?.note).toMatch(/ A banana is/);
  });

  test("reports its role, but no interaction status", async () => {
    const live = open({ turns: [sky] });
    live.send(begin);
    await live.pass(10_000);
    expect(live.messagesOf("T")[0]?.serverContent).toEqual({ turnComplete: true });
    expect(live.messagesOf("A")[0]?.serverContent?.modelTurn).toMatchObject({ role: "model" });
  });

  test("is interrupted by speech within 340 ms, completes 0.34 s later, and sends no sound in between", async () => {
    const live = open({ turns: [{ say: { text: "One, two, three, four, five, six, seven, eight.", ms: 8000 } }] });
    live.send(begin);
    await live.pass(1000);
    const spokenFromMs = live.now();
    await live.speak(1200);
    const [interruptedAtMs = 0] = live.timesOf("X");
    expect(interruptedAtMs - spokenFromMs).toBeLessThanOrEqual(340);
    expect(live.timesOf("T")).toEqual([interruptedAtMs + 340]);
    const notes = live.notes();
    expect(notes.slice(notes.indexOf("X"))).toEqual(["X", "T"]);
    expect(notes).not.toContain("G");
  });

  test("starts on client content at any time, and on a realtime text", async () => {
    const live = open({ turns: [sky, banana, sky] });
    for (const message of [begin, { realtimeInput: { text: "Go on." } }, begin]) {
      live.send(message);
      await live.pass(10_000);
    }
    expect([live.timesOf("T").length, live.closes]).toEqual([3, []]);
    expect(live.notes().filter((note) => note.startsWith("I"))).toEqual([]);
  });
});

describe("a function call of gemini-3.8-live", () => {
  test("arrives with generationComplete and turnComplete in one millisecond, before any speech", async () => {
    const live = open({ turns: [[sky, lookUp]] }, calendar);
    await live.speak(2540);
    await live.hush(30_000);
    expect(live.notes().slice(1)).toEqual(["E", "I [spoke for 2.5 s]", "S", "C lookup_calendar", "G", "T"]);
    expect(new Set([...live.timesOf("C"), ...live.timesOf("G"), ...live.timesOf("T")]).size).toBe(1);
    expect(live.messagesOf("T")[0]?.usageMetadata).toMatchObject({ responseTokenCount: 21 });
    expect(live.messagesOf("T")[0]?.usageMetadata).not.toHaveProperty("responseTokensDetails");
  });

  test("is followed by speech 0.55 s after its answer", async () => {
    const live = open({ turns: [[sky, lookUp]] }, calendar);
    live.send(begin);
    await live.pass(3000);
    const answeredAtMs = live.now();
    live.answerCall({ scheduling: "WHEN_IDLE" });
    await live.pass(10_000);
    expect(live.timesOf("A")[0]).toBe(answeredAtMs + 550);
    expect(live.timesOf("T")).toHaveLength(2);
  });

  test("is followed by nothing after a silent answer", async () => {
    const live = open({ turns: [[sky, lookUp]] }, calendar);
    live.send(begin);
    await live.pass(3000);
    live.answerCall({ scheduling: "SILENT" });
    await live.pass(30_000);
    expect([live.timesOf("A"), live.closes]).toEqual([[], []]);
  });

  test("accepts an interim answer and a final one, and speaks after each", async () => {
    const live = open(
      { turns: [lookUp, { say: { text: "Sure, let me check.", ms: 2480 } }, { say: { text: "The dentist at ten.", ms: 4550 } }] },
      calendar,
    );
    live.send(begin);
    await live.pass(1000);
    live.answerCall({ scheduling: "WHEN_IDLE", willContinue: true });
    await live.pass(6000);
    live.answerCall({ scheduling: "WHEN_IDLE" });
    await live.pass(6000);
    const words = live.messagesOf("A").map((message) => message.serverContent?.outputTranscription?.text ?? "");
    expect([words.join(""), live.closes]).toEqual(["Sure, let me check.The dentist at ten.", []]);
  });
});

describe("gemini-3.8-live ends a turn only while sound keeps coming", () => {
  test("keeps it open after zeros for 500 ms, audioStreamEnd and then nothing", async () => {
    const live = open({ turns: [sky] });
    await live.speak(5381);
    await live.hush(500);
    live.send({ realtimeInput: { audioStreamEnd: true } });
    await live.pass(40_000);
    expect(live.notes()).toEqual(["H"]);
  });

  test("joins later speech to it, and sends both as one", async () => {
    const live = open({ turns: [sky] });
    await live.speak(5000);
    await live.hush(500);
    await live.pass(40_000);
    await live.speak(3000);
    await live.hush(2000);
    expect(live.notes().filter((note) => note.startsWith("I"))).toEqual(["I [spoke for 8.5 s]"]);
  });

  test("also joins speech that resumes before the answer has begun", async () => {
    const live = open({ turns: [sky] });
    await live.speak(2000);
    await live.hush(1000);
    await live.speak(2000);
    await live.hush(2000);
    expect(live.notes().filter((note) => note.startsWith("I"))).toEqual(["I [spoke for 4.0 s]"]);
    expect(live.notes()).not.toContain("X");
  });
});

describe("manual activity", () => {
  const manual = { realtimeInputConfig: { automaticActivityDetection: { disabled: true } } };

  test("is silently ignored by gemini-3.8-live under automatic detection", async () => {
    const live = open({ turns: [{ say: { text: "One, two, three.", ms: 8000 } }] });
    live.send(begin);
    await live.pass(1000);
    live.send({ realtimeInput: { activityStart: {} } });
    live.send({ realtimeInput: { activityEnd: {} } });
    await live.pass(10_000);
    expect([live.closes, live.timesOf("X"), live.timesOf("T").length]).toEqual([[], [], 1]);
  });

  test("marks when the turn begins and ends when automatic detection is off, however long the pauses", async () => {
    const live = open({ turns: [sky] }, manual);
    await live.speak(1000);
    live.send({ realtimeInput: { activityStart: {} } });
    await live.speak(2000);
    await live.hush(10_000);
    await live.speak(1000);
    expect(live.notes()).toEqual(["H"]);
    live.send({ realtimeInput: { activityEnd: {} } });
    const endedAtMs = live.now();
    await live.pass(5000);
    expect(live.timesOf("I")).toEqual([endedAtMs + 550]);
    expect(live.notes()[2]).toBe("I [spoke for 13.0 s]");
  });
});

describe("the usage of gemini-3.8-live", () => {
  test("grows turn by turn as measured: 25 audio tokens a second in both directions, plus the words of both", async () => {
    const live = open(
      {
        turns: [sky, banana, lookUp],
        heardAs: [
          "Hello there, please tell me in one short sentence. What color the sky usually is on a clear day?",
          "Thanks. Now name one fruit that is yellow. And keep it short.",
          "Hey Gemini. What's on my calendar tomorrow?",
        ],
      },
      { ...calendar, systemInstruction: { parts: [{ text: "You are a test voice. Keep answers to one short sentence." }] } },
    );
    for (const ms of [5380, 3720, 2540]) {
      await live.speak(ms);
      await live.hush(12_000);
    }
    const usages = live.messagesOf("T").map(({ usageMetadata }) => usageMetadata);
    expect(usages.map((usage) => usage?.promptTokensDetails.map(({ tokenCount }) => tokenCount))).toEqual([
      [365, 366],
      [390, 535],
      [408, 670],
    ]);
    expect(usages.map((usage) => usage?.responseTokenCount)).toEqual([66, 61, 21]);
    expect(usages.slice(0, 2).map((usage) => usage?.promptTokenCount)).toEqual([782, 992]);
    expect(usages.map((usage) => (usage?.totalTokenCount ?? 0) - (usage?.promptTokenCount ?? 0))).toEqual([66, 61, 21]);
  });
});

test("an answer that waits for a turn's end and the text that interrupts it get one reply, with the next question", async () => {
  const apple = { say: { text: "An apple is a round fruit.", ms: 2440 } };
  const softly = { realtimeInputConfig: { activityHandling: "NO_INTERRUPTION" } };
  const live = open({ turns: [{ say: { ...sky.say, ms: 20_000 } }, banana, apple] }, softly);
  live.send(begin);
  await live.hush(2000);
  await live.speak(3000);
  await live.hush(3000);
  live.send({ clientContent: { turns: [{ role: "user", parts: [{ text: "And this." }] }], turnComplete: true } });
  await live.hush(8000);
  const from = live.notes().indexOf("X");
  const said = live
    .notes()
    .slice(from)
    .filter((note) => !note.startsWith("E"));
  expect(said.filter((note) => /^[XTGI]/.test(note))).toEqual(["X", "I [spoke for 3.0 s]", "T", "G", "T"]);
  expect(said.join(" ")).toContain("banana");
  expect(said.join(" ")).not.toContain("apple");
});
