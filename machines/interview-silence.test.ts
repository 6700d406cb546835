import { describe, expect, it } from "vitest";
import type { InterviewEvent } from "./interview/events.ts";
import { startConversation } from "./testing/interview-bench.ts";

const silent = async (patience?: "QUICK" | "NORMAL" | "PATIENT" | "HOLD_TO_TALK") => {
  const interview = await startConversation();
  if (patience) interview.send({ type: "patience.chosen", patience });
  for (const list of [interview.diary.heard, interview.diary.told]) list.length = 0;
  /** The interviewer says what it was asked to. */
  const replies = () => interview.send("gemini.turnStarted", "gemini.turnEnded");
  return { ...interview, replies };
};
const offered = "tellNotice SILENCE_OFFERED";

describe("a candidate who says nothing", () => {
  it.each([
    ["QUICK", 12_000],
    ["NORMAL", 25_000],
    ["PATIENT", 45_000],
    ["HOLD_TO_TALK", 45_000],
  ] as const)("is offered help on screen when their patience (%s) runs out, and the interviewer's 20 s later", async (mode, ms) => {
    const { clock, diary } = await silent(mode);
    clock.pass(ms - 1);
    expect(diary.told).toEqual([]);
    clock.pass(1);
    expect(diary.told).toEqual([offered]);
    clock.pass(19_999);
    expect(diary.heard).toEqual([]);
    clock.pass(1);
    expect(diary.heard).toEqual(["gemini cued help"]);
  });

  it("gets the next question 30 s after the help, is asked after two whether to stop, and a minute later it is over", async () => {
    const { clock, diary, replies, value } = await silent();
    for (const cues of [
      ["help", "moveOn"],
      ["help", "askToStop"],
    ] as const) {
      clock.pass(45_000);
      expect(diary.heard.at(-1)).toBe(`gemini cued ${cues[0]}`);
      replies();
      clock.pass(29_999);
      expect(diary.heard.at(-1)).toBe(`gemini cued ${cues[0]}`);
      clock.pass(1);
      expect(diary.heard.at(-1)).toBe(`gemini cued ${cues[1]}`);
      replies();
    }
    clock.pass(59_999);
    expect(value()).toMatchObject({ IN_PROGRESS: { floor: { open: "askedToStop" } } });
    clock.pass(1);
    expect(value()).toEqual({ COMPLETED: "storing" });
    expect(diary.recorded.at(-1)).toBe("recordEnd COMPLETED GEMINI_ENDED");
    expect(diary.told.filter((it) => it === offered)).toHaveLength(2);
  });

  it("is not silent before the interviewer's last sound was heard", async () => {
    const { send, clock, diary } = await silent();
    send("gemini.turnStarted", { type: "gemini.turnEnded", audibleForMs: 9_000 });
    clock.pass(33_999);
    expect(diary.told).toEqual([]);
    clock.pass(1);
    expect(diary.told).toEqual([offered]);
  });

  it("is silent from the moment their client reports the interviewer as no longer heard, whatever the estimate", async () => {
    for (const heardAfterMs of [2_000, 15_000]) {
      const { send, clock, diary } = await silent();
      send("gemini.turnStarted", { type: "gemini.turnEnded", audibleForMs: 9_000, isMarked: true });
      clock.pass(heardAfterMs);
      send("speech.heard");
      clock.pass(24_999);
      expect(diary.told).toEqual([]);
      clock.pass(1);
      expect(diary.told).toEqual([offered]);
    }
    const { send, clock, diary, context, replies } = await silent();
    clock.pass(45_000);
    replies();
    clock.pass(10_000);
    send("speech.heard");
    expect(context().silence).toBe(1);
    clock.pass(29_999);
    expect(diary.heard.at(-1)).toBe("gemini cued help");
    clock.pass(1);
    expect(diary.heard.at(-1)).toBe("gemini cued moveOn");
  });

  it("keeps thinking while the interviewer is heard to the end", async () => {
    const { send, floors } = await silent();
    send("think.began", "speech.heard");
    expect(floors.at(-1)).toBe("HELD");
  });
});

describe("the silence restarts", () => {
  it.each([
    { type: "steered", what: "MORE_TIME" },
    { type: "patience.chosen", patience: "NORMAL" },
    { type: "muted", isOn: false },
  ] as const satisfies InterviewEvent[])("with %o", async (sign) => {
    const { send, clock, diary, replies } = await silent();
    clock.pass(45_000);
    replies();
    clock.pass(29_999);
    send(sign);
    clock.pass(24_999);
    expect(diary.heard).toEqual(["gemini cued help"]);
    clock.pass(20_001);
    expect(diary.heard).toEqual(["gemini cued help", "gemini cued help"]);
  });

  it("with what the candidate says or types, whatever came before", async () => {
    for (const answer of [
      { type: "voice.began", takesFloor: true },
      { type: "text.stored", text: "Yes." },
      { type: "answer.due" },
    ] as const) {
      const { send, clock, context, replies } = await silent();
      clock.pass(45_000);
      replies();
      expect(context().silence).toBe(1);
      send(answer);
      expect(context().silence).toBe(0);
    }
  });
});

describe("silence does not count", () => {
  it("while the candidate thinks, for two minutes at most", async () => {
    const { send, clock, diary, floors } = await silent();
    send("think.began");
    expect(floors.at(-1)).toBe("HELD");
    clock.pass(119_999);
    expect(diary.told).toEqual([]);
    clock.pass(1);
    expect(floors.at(-1)).toBe("OPEN");
    clock.pass(25_000);
    expect(diary.told).toEqual([offered]);
  });

  it("for one who thinks aloud: the answer stays open", async () => {
    const { send, floors, value } = await silent();
    send("think.began", { type: "voice.began", takesFloor: true }, { type: "voice.ended", spokenMs: 5_000 });
    expect(value()).toMatchObject({ IN_PROGRESS: { floor: { answering: { held: "thinking" } } } });
    send("think.ended");
    expect(floors.at(-1)).toBe("ANSWERING");
  });

  it.each([
    ["muted", { type: "muted", isOn: true }, { type: "muted", isOn: false }],
    ["away", { type: "client.left" }, { type: "client.joined" }],
    ["without an interviewer", { type: "gemini.stalled" }, { type: "gemini.ready" }],
  ] as const)("for a candidate who is %s", async (_, gone, back) => {
    const { send, clock, diary } = await silent();
    if (gone.type === "gemini.stalled") send({ type: "gemini.handleIssued", handle: "h1" });
    send(gone);
    clock.pass(3_000);
    if (gone.type !== "gemini.stalled") clock.pass(600_000);
    expect(diary.told).not.toContain(offered);
    send(back);
    clock.pass(24_999);
    expect(diary.told).not.toContain(offered);
    clock.pass(1);
    expect(diary.told.at(-1)).toBe(offered);
  });

  it("for one who was muted until a newer connection, which has not reported it, took over", async () => {
    const { send, clock, diary } = await silent();
    send({ type: "muted", isOn: true }, "client.joined");
    clock.pass(25_000);
    expect(diary.told.at(-1)).toBe(offered);
  });

  it("for a candidate who muted themselves while the interviewer spoke", async () => {
    const { send, clock, diary, replies } = await silent();
    send("gemini.turnStarted", { type: "muted", isOn: true }, "gemini.turnEnded");
    clock.pass(600_000);
    expect(diary.told).toEqual([]);
    send("client.left", "client.joined");
    replies();
    clock.pass(25_000);
    expect(diary.told.at(-1)).toBe(offered);
  });
});

it("lets the interviewer end for the candidate's silence only after asking them", async () => {
  const { send, clock, diary, replies } = await silent();
  const call = { type: "gemini.endCalled", callId: "c1", reason: "candidate_silent", usedShare: 0.9, isFarewellSaid: false } as const;
  for (const ms of [45_000, 30_000, 45_000]) {
    clock.pass(ms);
    replies();
  }
  send(call);
  expect(diary.heard.at(-1)).toBe("gemini end.refused c1 false");
  replies();
  clock.pass(30_000);
  replies();
  send(call);
  expect(diary.heard.at(-1)).toBe("gemini end.granted c1 false");
});
