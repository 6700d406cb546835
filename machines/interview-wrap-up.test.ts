import { describe, expect, it } from "vitest";
import type { InterviewEvent } from "./interview/events.ts";
import { startConversation } from "./testing/interview-bench.ts";

const began = { type: "voice.began", takesFloor: true } as const;
const beganOver = { type: "voice.began", takesFloor: false } as const;
const ended = { type: "voice.ended", spokenMs: 5_000 } as const;
const typed = { type: "text.stored", text: "I led it." } as const;
const lost = { type: "gemini.lost", code: 1011 } as const;
const pause = 1_600;

type Step =
  InterviewEvent | "talk.pressed" | "talk.released" | "think.began" | "think.ended" | "gemini.turnStarted" | "gemini.ready" | number;

/** Plays events, and lets ms pass where a number stands. */
const play = async (...steps: readonly Step[]) => {
  const interview = await startConversation();
  for (const it of steps) {
    if (typeof it === "number") interview.clock.pass(it);
    else interview.send(it);
  }
  return { ...interview, asked: interview.diary.heard.filter((it) => /wrapUp|conclude/.test(it)) };
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
    ["the key is let go", "talk.pressed", ended, "talk.released", 500],
    ["it answers before the key's last word is over", "talk.pressed", ended, "talk.released", "gemini.turnStarted", 500],
    ["the candidate has thought", began, "think.began", ended, "think.ended", pause],
    ["it answers one who has just thought", began, "think.began", ended, "think.ended", "gemini.turnStarted"],
    ["the answer is typed", typed],
    ["the answer is typed over it", "gemini.turnStarted", typed],
    ["the answer takes the floor from it", "gemini.turnStarted", began, ended, pause],
    ["the answer was too low to be heard here", { type: "answer.due" }],
    ["the question is skipped", { type: "steered", what: "SKIP" }],
    ["a hand-over falls into the answer", began, lost, "gemini.ready", ended, pause],
    ["a hand-over falls behind the answer", began, lost, ended, pause, "gemini.ready"],
    ["the answer is typed into a hand-over", lost, typed, "gemini.ready"],
  ])("with the running answer, once, where %s", async (_, ...steps) => {
    expect((await play({ type: "wrapUp.due" }, ...steps)).asked).toEqual(["gemini cued wrapUp"]);
  });

  it("of its questions as well where it answers before the pause is over", async () => {
    const { asked, value } = await play({ type: "plan.covered" }, beganOver, ended, "gemini.turnStarted");
    expect([asked, value()]).toMatchObject([["gemini cued conclude"], { IN_PROGRESS: { floor: "interviewer" } }]);
  });

  it("once the last planned question is answered, where the time did not ask for it before", async () => {
    const { send, diary } = await play({ type: "plan.covered" }, "gemini.turnStarted", { type: "gemini.turnEnded" });
    expect(diary.heard).toEqual([]);
    send("answer.due", "answer.due");
    expect(diary.heard).toEqual(["gemini cued conclude"]);
    const late = await play({ type: "plan.covered" }, { type: "wrapUp.due" }, { type: "answer.due" }, { type: "answer.due" });
    expect(late.diary.heard).toEqual(["gemini cued wrapUp"]);
  });

  it.each(["wrapUp.due", "plan.covered"] as const)("again where the session is lost before it has answered (%s)", async (type) => {
    const cued = `gemini cued ${type === "wrapUp.due" ? "wrapUp" : "conclude"}`;
    for (const meanwhile of [0, 8_000]) {
      const { asked } = await play({ type }, { type: "answer.due" }, meanwhile, lost, "gemini.ready");
      expect(asked).toEqual([cued, cued]);
    }
    expect((await play({ type }, typed, "gemini.turnStarted", lost, "gemini.ready")).asked).toEqual([cued]);
  });
});
