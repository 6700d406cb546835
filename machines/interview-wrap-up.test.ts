import { describe, expect, it } from "vitest";
import type { InterviewEvent } from "./interview/events.ts";
import { startConversation } from "./testing/interview-bench.ts";

const began = { type: "voice.began", takesFloor: true } as const;
const beganOver = { type: "voice.began", takesFloor: false } as const;
const ended = { type: "voice.ended", spokenMs: 5_000 } as const;
const typed = { type: "text.stored", text: "I led it." } as const;
const lost = { type: "gemini.lost", code: 1011 } as const;
const rephrase = { type: "steered", what: "REPHRASE" } as const;
const called = { type: "gemini.endCalled", callId: "c1", reason: "candidate_asked", usedShare: 0.1, isFarewellSaid: false } as const;
const pause = 1_600;

type Step =
  InterviewEvent | "talk.pressed" | "talk.released" | "think.began" | "think.ended" | "gemini.turnStarted" | "gemini.ready" | number;

/** Plays events; a number lets as many ms pass. */
const play = async (...steps: readonly Step[]) => {
  const interview = await startConversation();
  for (const it of steps) {
    if (typeof it === "number") interview.clock.pass(it);
    else interview.send(it);
  }
  const cued = () => interview.diary.heard.flatMap((it) => (it.startsWith("gemini cued ") ? [it.replace("gemini cued ", "")] : []));
  return { ...interview, cued, asked: interview.diary.heard.filter((it) => /wrapUp|conclude/.test(it)) };
};

describe("the interviewer is asked to wrap up", () => {
  it("once, after the running answer", async () => {
    const { send, diary } = await play({ type: "wrapUp.due" }, "gemini.turnStarted", { type: "gemini.turnEnded" });
    expect(diary.heard).toEqual([]);
    send("answer.due", "answer.due");
    expect(diary.heard).toEqual(["gemini cued wrapUp"]);
  });

  it.each<[string, ...Step[]]>([
    ["the pause is over", began, ended, pause],
    ["it answers before the pause is over", beganOver, ended, "gemini.turnStarted"],
    ["it answers while the candidate seems to speak", beganOver, "gemini.turnStarted", ended, pause],
    ["the candidate says that they are done", began, { type: "steered", what: "ANSWER_DONE" }],
    ["the sound stops", began, { type: "voice.lost" }],
    ["the key is released", "talk.pressed", ended, "talk.released", 500],
    ["it answers before the key's last word is over", "talk.pressed", ended, "talk.released", "gemini.turnStarted", 500],
    ["the candidate has thought", began, "think.began", ended, "think.ended", pause],
    ["it answers one who has just thought", began, "think.began", ended, "think.ended", "gemini.turnStarted"],
    ["the answer is typed", typed],
    ["the answer is typed over it", "gemini.turnStarted", typed],
    ["the answer takes the floor from it", "gemini.turnStarted", began, ended, pause],
    ["the answer was too low to be heard here", { type: "answer.due" }],
    ["a hand-over falls into the answer", began, lost, "gemini.ready", ended, pause],
    ["a hand-over falls behind the answer", began, lost, ended, pause, "gemini.ready"],
    ["the answer is typed into a hand-over", lost, typed, "gemini.ready"],
  ])("with the running answer, once, when %s", async (_, ...steps) => {
    expect((await play({ type: "wrapUp.due" }, ...steps)).asked).toEqual(["gemini cued wrapUp"]);
  });

  it.each<[string, string[], ...Step[]]>([
    ["skips the question", ["skipLast"], { type: "steered", what: "SKIP" }],
    ["skips it while the interviewer speaks", ["skipLast"], "gemini.turnStarted", { type: "steered", what: "SKIP" }],
    ["skips it while the interviewer thinks", ["rephrase", "skipLast"], rephrase, { type: "steered", what: "SKIP" }],
    ["does not answer the question", ["help", "moveOnLast"], 45_000, "gemini.turnStarted", { type: "gemini.turnEnded" }, 30_000],
    ["waits for a session that has lost words", ["continueLast"], "gemini.turnStarted", lost, "gemini.ready"],
    ["has answered one that is lost", ["wrapUp", "continueLast"], { type: "answer.due" }, lost, "gemini.ready"],
  ])("in the words that lead it on, when the candidate %s", async (_, cues, ...steps) => {
    for (const type of ["wrapUp.due", "plan.covered"] as const) {
      const { cued, send } = await play({ type }, ...steps);
      const asked = cues.map((it) => (it === "wrapUp" && type === "plan.covered" ? "conclude" : it));
      expect(cued()).toEqual(asked);
      send("gemini.turnStarted", { type: "gemini.turnEnded" }, "answer.due");
      expect(cued()).toEqual(asked);
    }
  });

  it.each<[string, string, ...Step[]]>([
    ["asks for other words", "gemini cued rephrase", rephrase],
    ["is offered help", "gemini cued help", 45_000],
    ["is not to go yet", "gemini end.refused", { ...called, reason: "candidate_silent" }],
    ["was asked whether to stop and declines", "gemini end.refused", called, { type: "steered", what: "END_DECLINED" }],
    ["was asked whether to stop and says nothing", "gemini end.refused", called, 20_000],
  ])("with the next answer, when it is told something else meanwhile: the candidate %s", async (_, told, ...steps) => {
    const { diary, cued, send } = await play({ type: "wrapUp.due" }, ...steps);
    expect(diary.heard).toEqual([expect.stringContaining(told)]);
    send("gemini.turnStarted", { type: "gemini.turnEnded" }, "answer.due");
    expect(cued().at(-1)).toBe("wrapUp");
  });

  it("at the end of its questions too, when it answers before the pause is over", async () => {
    const { asked, value } = await play({ type: "plan.covered" }, beganOver, ended, "gemini.turnStarted");
    expect([asked, value()]).toMatchObject([["gemini cued conclude"], { IN_PROGRESS: { floor: "interviewer" } }]);
  });

  it("once the last planned question is answered, unless the time has come before", async () => {
    const { send, diary } = await play({ type: "plan.covered" }, "gemini.turnStarted", { type: "gemini.turnEnded" });
    expect(diary.heard).toEqual([]);
    send("answer.due", "answer.due");
    expect(diary.heard).toEqual(["gemini cued conclude"]);
    const late = await play({ type: "plan.covered" }, { type: "wrapUp.due" }, { type: "answer.due" }, { type: "answer.due" });
    expect(late.diary.heard).toEqual(["gemini cued wrapUp"]);
  });

  it.each(["wrapUp.due", "plan.covered"] as const)("again when the session is lost before answering (%s)", async (type) => {
    const it = type === "wrapUp.due" ? "wrapUp" : "conclude";
    const waited = await play({ type }, { type: "answer.due" }, 8_000, lost, "gemini.ready");
    expect(waited.cued()).toEqual([it, "answer", "continueLast"]);
    const kept = await play({ type }, began, ended, pause, lost, "gemini.ready", lost, "gemini.ready");
    expect(kept.cued()).toEqual([it, it, it]);
    expect((await play({ type }, typed, "gemini.turnStarted", lost, "gemini.ready")).cued()).toEqual([it, "continue"]);
  });
});
