import { describe, expect, it } from "vitest";
import { startConversation } from "./testing/interview-bench.ts";

const began = { type: "voice.began", takesFloor: true } as const;
const endCalled = { type: "gemini.endCalled", callId: "c7", reason: "candidate_asked", usedShare: 0, isFarewellSaid: false } as const;
const begun = async () => {
  const interview = await startConversation();
  interview.floors.length = 0;
  return interview;
};
const ended = (spokenMs: number) => ({ type: "voice.ended", spokenMs }) as const;

it("opens an answer on the candidate's voice, ends it after their pause, and tells Gemini both", async () => {
  const { send, clock, floors, diary } = await begun();
  send(began, ended(5_000));
  clock.increment(1_599);
  expect(floors).toEqual(["ANSWERING", "ANSWERING"]);
  clock.increment(1);
  expect(floors.at(-1)).toBe("DUE");
  expect(diary.heard).toEqual(["gemini activity.began", "gemini activity.ended"]);
  expect(diary.recorded).toEqual(["openAnswer", "closeAnswer"]);
  send("gemini.turnStarted", "gemini.turnEnded");
  expect(floors.slice(-2)).toEqual(["INTERVIEWER", "OPEN"]);
});

describe("a pause ends an answer", () => {
  it.each([
    ["QUICK", 800, 1_600],
    ["NORMAL", 1_600, 3_000],
    ["PATIENT", 4_000, 7_000],
  ] as const)("after the time that the candidate chose (%s), longer while hardly anything was said", async (patience, pauseMs, firstMs) => {
    for (const [spokenMs, ms] of [
      [1_500, pauseMs],
      [1_499, firstMs],
    ] as const) {
      const { send, clock, floors } = await begun();
      send({ type: "patience.chosen", patience }, began, ended(spokenMs));
      clock.increment(ms - 1);
      expect(floors.at(-1)).toBe("ANSWERING");
      clock.increment(1);
      expect(floors.at(-1)).toBe("DUE");
    }
  });

  it("again after they resume speaking", async () => {
    const { send, clock, floors } = await begun();
    send(began, ended(5_000));
    clock.increment(1_500);
    send(began, ended(6_000));
    clock.increment(1_500);
    expect(floors.at(-1)).toBe("ANSWERING");
  });

  it("by the mode chosen during it", async () => {
    const { send, clock, floors, diary } = await begun();
    send(began, ended(5_000), { type: "patience.chosen", patience: "PATIENT" });
    clock.increment(3_999);
    expect(floors.at(-1)).toBe("ANSWERING");
    clock.increment(1);
    expect(floors.at(-1)).toBe("DUE");
    expect(diary.recorded).toContain("recordPatience PATIENT");
  });

  it("not while they think, for two minutes at most", async () => {
    const { send, clock, floors } = await begun();
    send(began, "think.began", ended(5_000));
    clock.increment(119_999);
    expect(floors.at(-1)).toBe("HELD");
    clock.increment(1);
    clock.increment(1_600);
    expect(floors.at(-1)).toBe("DUE");
  });
});

it("ends an answer at once when the candidate says that they are done, or when the sound stops", async () => {
  for (const event of [{ type: "steered", what: "ANSWER_DONE" }, { type: "voice.lost" }] as const) {
    const { send, floors } = await begun();
    send(began, event);
    expect(floors.at(-1)).toBe("DUE");
  }
});

it("holds an answer open while the key is down, plus half a second", async () => {
  const { send, clock, floors } = await begun();
  send("talk.pressed", ended(5_000));
  clock.increment(60_000);
  expect(floors).toEqual(["HELD"]);
  send("talk.released");
  clock.increment(499);
  expect(floors.at(-1)).toBe("ANSWERING");
  clock.increment(1);
  expect(floors.at(-1)).toBe("DUE");
});

describe("another connection of the candidate", () => {
  it("starts with the key up: the answer that the previous one held open ends, unless it presses too", async () => {
    for (const presses of [false, true]) {
      const { send, clock, floors, diary } = await begun();
      send("talk.pressed", ended(5_000), "client.joined");
      clock.increment(400);
      if (presses) send("talk.pressed");
      clock.increment(60_000);
      expect(floors.at(-1)).toBe(presses ? "HELD" : "DUE");
      expect(diary.recorded.filter((it) => it === "openAnswer")).toHaveLength(1);
    }
  });

  it("keeps the candidate thinking, in an answer or before it, for the rest of their two minutes", async () => {
    for (const before of [[began, "think.began", ended(5_000)], ["think.began"]] as const) {
      for (const gone of [[], ["client.left"]] as const) {
        const { send, clock, floors } = await begun();
        send(...before);
        clock.increment(60_000);
        send(...gone, "client.joined");
        clock.increment(59_999);
        expect(floors.at(-1)).toBe("HELD");
        clock.increment(1);
        expect(floors.at(-1)).not.toBe("HELD");
      }
    }
  });
});

it.each([
  { type: "muted", isOn: true },
  { type: "patience.chosen", patience: "PATIENT" },
  { type: "steered", what: "MORE_TIME" },
] as const)("keeps the candidate thinking, in an answer or before it, until they end it: %o", async (event) => {
  for (const before of [[], [began]]) {
    const { send, value, floors, clock } = await begun();
    send(...before, "think.began", event);
    clock.increment(119_999);
    expect([floors.at(-1), JSON.stringify(value()).includes("thinking")]).toEqual(["HELD", true]);
    send({ type: "steered", what: "ANSWER_DONE" });
    expect(floors.at(-1)).not.toBe("HELD");
  }
});

it("is held by the key while it is down, whether or not thinking ends, and by thinking whether or not the key is released", async () => {
  for (const [hold, other] of [
    ["talk.pressed", "think.ended"],
    ["think.began", "talk.released"],
  ] as const) {
    const { send, clock, floors } = await begun();
    send(began, hold, ended(5_000), other);
    clock.increment(60_000);
    expect(floors.at(-1)).toBe("HELD");
  }
});

it("lets the candidate take the floor from the interviewer, by voice, key or text", async () => {
  for (const event of [began, "talk.pressed", { type: "text.stored", text: "I led it." }] as const) {
    const { send, diary } = await begun();
    send("gemini.turnStarted", event);
    expect(diary.told).toContain("takeFloor");
  }
});

it("tells Gemini what was typed, after its return if it was away", async () => {
  const { send, diary } = await begun();
  send({ type: "text.stored", text: "First" });
  expect(diary.heard).toEqual(["gemini told First"]);
  send("gemini.stalled", { type: "text.stored", text: "Second" }, { type: "text.stored", text: "Third" });
  expect(diary.heard).toEqual(["gemini told First"]);
  send("gemini.ready");
  expect(diary.heard.slice(1)).toEqual(["gemini told Second\nThird"]);
});

it("repeats the last lines to a new session that missed a typed answer, through a lost session or an older handle", async () => {
  const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
  const words = { type: "gemini.transcribed", speaker: "USER", text: "So", soundMs: 0 } as const;
  const typed = { type: "text.stored", text: "First" } as const;
  const lost = { type: "gemini.lost", code: 1011 } as const;
  const heard: string[][] = [];
  for (const events of [
    [typed, lost, "gemini.ready"],
    [lost, typed, "gemini.ready", lost, "gemini.ready"],
    [handle, words, lost, typed, "gemini.ready"],
    [handle, words, lost, typed, "gemini.ready", lost, "gemini.ready"],
    [handle, lost, typed, "gemini.ready"],
  ] as const) {
    const { send, diary } = await begun();
    send(...events);
    heard.push(diary.heard);
  }
  const [told, asked] = ["gemini told First", "gemini cued continue"];
  expect(heard).toEqual([[told, asked], [told, asked], [asked], [asked, asked], [told]]);
});

it("asks nothing else of a session that is told typed text, and loses none of it in an answer spoken right after", async () => {
  const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
  const words = { type: "gemini.transcribed", speaker: "USER", text: "So", soundMs: 0 } as const;
  const { send, diary } = await begun();
  send(handle, words, { type: "gemini.lost", code: 1011 }, { type: "text.stored", text: "First" }, began, "gemini.ready");
  expect(diary.heard).toEqual(["gemini activity.began", "gemini cued recall"]);
});

it("tells a new session that the open answer continues", async () => {
  const { send, diary, floors } = await begun();
  send(began, "gemini.stalled", "gemini.ready");
  expect(floors).toEqual(["ANSWERING"]);
  expect(diary.heard).toEqual(["gemini activity.began", "gemini activity.began"]);
});

it("reminds a session resumed by an older handle of what was said since, and that the candidate is speaking", async () => {
  const heard: string[][] = [];
  const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
  const words = { type: "gemini.transcribed", speaker: "USER", text: "So", soundMs: 0 } as const;
  for (const before of [
    [handle, words],
    [words, handle],
  ]) {
    const { send, diary } = await begun();
    send(...before, began, "gemini.stalled", "gemini.ready");
    heard.push(diary.heard.slice(2));
  }
  expect(heard).toEqual([["gemini cued recall"], []]);
});

it("also reminds it of what was said before an answer that has ended meanwhile and is still to be heard", async () => {
  const heard: string[][] = [];
  const handle = { type: "gemini.handleIssued", handle: "h1" } as const;
  const words = { type: "gemini.transcribed", speaker: "USER", text: "So", soundMs: 0 } as const;
  for (const before of [
    [handle, words],
    [words, handle],
  ]) {
    const { send, diary, clock } = await begun();
    send(...before, began, "gemini.stalled", ended(5_000));
    clock.increment(1_600);
    diary.heard.length = 0;
    send("gemini.ready");
    heard.push(diary.heard);
  }
  expect(heard).toEqual([["gemini activity.began", "gemini cued recall"], []]);
});

it("returns the floor when the session is lost during the interviewer's turn", async () => {
  const { send, floors } = await begun();
  send("gemini.turnStarted", "gemini.stalled");
  expect(floors).toEqual(["INTERVIEWER", "OPEN"]);
});

it.each([
  ["REPHRASE", "rephrase"],
  ["SKIP", "skip"],
] as const)("passes the candidate's wish to the interviewer (%s), taking the floor from it", async (what, cue) => {
  for (const before of [[], ["gemini.turnStarted"], [{ type: "text.stored", text: "Hm." }]] as const) {
    const { send, floors, diary } = await begun();
    send(...before, { type: "steered", what });
    expect([floors.at(-1), diary.heard.at(-1), diary.told.at(-1)]).toEqual(["DUE", `gemini cued ${cue}`, "takeFloor"]);
  }
});

it.each([
  ["speaking", [began]],
  ["pausing", [began, ended(900)]],
  ["thinking", [began, "think.began"]],
  ["holding the key", ["talk.pressed"]],
] as const)("ends the open answer with the candidate's wish, while they are %s", async (_, answer) => {
  const { send, floors, diary } = await begun();
  send(...answer, { type: "steered", what: "SKIP" });
  expect([floors.at(-1), diary.recorded]).toEqual(["DUE", ["openAnswer", "closeAnswer", "recordWish steered SKIP"]]);
  expect(diary.heard).toEqual(["gemini activity.began", "gemini cued skip", "gemini activity.ended"]);
});

it("gives the interviewer its full time again for a wish that comes after it was reminded of its answer", async () => {
  const { send, clock, diary } = await begun();
  send("answer.due");
  clock.pass(14_000);
  send({ type: "steered", what: "SKIP" });
  clock.pass(14_999);
  expect(diary.opened).toEqual([]);
  expect(diary.heard).toEqual(["gemini cued answer", "gemini cued skip", "gemini cued answer"]);
  clock.pass(1);
  expect(diary.opened).toEqual(["gemini retell"]);
});

it.each([
  ["they are silent", []],
  ["they think", ["think.began"]],
  ["they speak", [began]],
  ["they hold the key", ["talk.pressed"]],
  ["the answer is due", ["answer.due"]],
  ["the interviewer speaks", ["gemini.turnStarted"]],
  ["they are asked whether to end", [endCalled]],
  ["they are asked, and the session is lost", [endCalled, "gemini.stalled"]],
] as const)("keeps a pace that is chosen while %s", async (_, before) => {
  const { send, diary } = await begun();
  send(...before, { type: "patience.chosen", patience: "PATIENT" });
  expect(diary.recorded).toContain("recordPatience PATIENT");
});

it("asks nothing while the interviewer is away", async () => {
  const { send, diary } = await begun();
  send("gemini.stalled", { type: "steered", what: "SKIP" }, "gemini.ready");
  expect(diary.heard).toEqual([]);
});
