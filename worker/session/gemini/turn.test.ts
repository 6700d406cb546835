import { expect, it } from "vitest";
import type { GeminiNews } from "./message.ts";
import { type Moment, Turn, type TurnNews } from "./turn.ts";

const says = (text: string): GeminiNews => ({ type: "gemini.transcribed", speaker: "AI", text });
const heard = (text: string): GeminiNews => ({ type: "gemini.transcribed", speaker: "USER", text });
const sound: GeminiNews = { type: "sound", base64: "AAAA" };
const generated: GeminiNews = { type: "generated" };
const interrupted: GeminiNews = { type: "gemini.interrupted" };
const completed: GeminiNews = { type: "gemini.turnEnded" };

/** The candidate takes the floor, and has finished: both are told by the chart, not by Gemini. */
const cut = { does: "cut" } as const;
const mayReply = { does: "mayReply" } as const;
/** A text is sent that asks for an answer. */
const texted = { does: "await" } as const;

/** What comes out, in short: "(" a turn starts, ")" it ends, "!" it is interrupted, "~" sound, else the words. */
const told = (...script: Script): string => {
  const whole = walked(script, (turn, news, moment) => turn.take(news, moment));
  const short = walked(script, (turn, news, moment) =>
    news.type === "sound" && turn.goOn(moment.nowMs) ? [news] : turn.take(news, moment),
  );
  expect(short).toBe(whole);
  return whole;
};

type Script = (GeminiNews | { passMs: number } | { audibleMs: number } | typeof cut | typeof mayReply | typeof texted)[];

const walked = (script: Script, take: (turn: Turn, news: GeminiNews, moment: Moment) => TurnNews[]): string => {
  const turn = new Turn();
  let nowMs = 1_000_000;
  let audibleUntilMs = 0;
  const out = script.flatMap((it) => {
    if ("passMs" in it) nowMs += it.passMs;
    else if ("audibleMs" in it) audibleUntilMs = nowMs + it.audibleMs;
    else if ("does" in it) turn[it.does]();
    else return take(turn, it, { nowMs, audibleUntilMs });
    return [];
  });
  return out
    .map((it) => {
      if (it.type === "gemini.transcribed") return it.speaker === "AI" ? it.text : `[${it.text}]`;
      return { "gemini.turnStarted": "(", "gemini.turnEnded": ")", "gemini.interrupted": "!", sound: "~" }[it.type as string] ?? it.type;
    })
    .join("");
};

it.each([
  ["a turn of words and sound", [says("Hi"), sound, generated, completed], "(Hi~)"],
  ["two turns", [says("A"), completed, says("B"), completed], "(A)(B)"],
  [
    "the candidate's words within a turn, which are late",
    [says("Great."), heard("to Postgres"), says("And?"), completed],
    "(Great.[to Postgres]And?)",
  ],
  ["the candidate's words after a turn", [says("Q"), completed, heard("A"), says("R")], "(Q)[A](R"],
  ["a turn's end without a turn", [completed], ")"],
  ["an interruption between turns", [says("Q"), completed, interrupted, says("R")], "(Q)!(R"],
  ["what is left of an interrupted turn", [sound, interrupted, sound, says("rest"), completed, sound], "(~!)(~"],
  [
    "a reply after an interruption that no completion follows, once the candidate was heard",
    [sound, interrupted, heard("No."), sound],
    "(~![No.](~",
  ],
  ["a reply a second after such an interruption, though nothing was heard", [sound, interrupted, sound, { passMs: 1_000 }, sound], "(~!(~"],
  ["a late completion of an interrupted turn", [sound, interrupted, heard("No."), sound, completed], "(~![No.](~)"],
  [
    "what is left of a turn interrupted a second after its last sound",
    [sound, { passMs: 1_000 }, interrupted, { passMs: 999 }, sound, { passMs: 1 }, sound],
    "(~!(~",
  ],
  ["nothing of a turn that the candidate has cut, however long it goes on", [sound, cut, { passMs: 5_000 }, sound, says("rest")], "(~"],
  ["the reply to a candidate who cut a turn, once they have finished", [sound, cut, sound, mayReply, sound, says("R")], "(~(~R"],
  ["the turn after one that was cut and then completed", [sound, cut, sound, completed, sound], "(~)(~"],
  [
    "the reply a second after Gemini has noticed that it was cut, though it completes nothing",
    [sound, cut, interrupted, sound, { passMs: 1_000 }, sound],
    "(~!(~",
  ],
  [
    "the reply to a text that cut a turn which was generated completely, though Gemini does not interrupt it",
    [sound, generated, { passMs: 1_000 }, cut, texted, says("R"), sound],
    "(~(R~",
  ],
  ["nothing of a turn that a text has cut before it was generated", [sound, { passMs: 1_000 }, cut, texted, sound, says("rest")], "(~"],
  ["no cut between turns", [says("Q"), completed, cut, says("R")], "(Q)(R"],
  [
    "sound of a second turn, the first one generated but never completed, though it is still heard",
    [says("A"), sound, { audibleMs: 500 }, generated, sound, says("B")],
    "(A~)(~B",
  ],
  ["words of a second turn, the first one generated, heard and never completed", [sound, generated, says("B")], "(~)(B"],
  [
    "words after the generation, of the same turn while it is heard",
    [sound, { audibleMs: 500 }, generated, says("late"), completed],
    "(~late)",
  ],
  ["sound of a second turn after late words of the first", [sound, { audibleMs: 500 }, generated, says("late"), sound], "(~late)(~"],
  ["words after a generated turn was answered", [says("Q"), generated, heard("A"), says("R")], "(Q)[A](R"],
  ["the same, answered before it was heard to its end", [sound, { audibleMs: 500 }, generated, heard("A"), says("R")], "(~[A])(R"],
  [
    "an answer to a turn that was generated, not completed and not heard to its end: late",
    [sound, { audibleMs: 500 }, generated, heard("A"), completed],
    "(~[A])",
  ],
  [
    "an answer to a turn that is never closed, two seconds after it was heard",
    [sound, { audibleMs: 500 }, { passMs: 2_500 }, heard("A"), sound],
    "(~)[A](~",
  ],
  ["late words a moment earlier", [sound, { audibleMs: 500 }, { passMs: 2_499 }, heard("A"), sound], "(~[A]~"],
  [
    "words after a turn's end, as a turn of their own that the next answer ends",
    [says("Q"), completed, says("er"), { passMs: 2_000 }, heard("A"), says("R")],
    "(Q)(er)[A](R",
  ],
] as const)("orders %s", (_, script, expected) => {
  expect(told(...script)).toBe(expected);
});

it("knows whether the interviewer is to speak: until it has, and again after the next answer or a text of ours", () => {
  const turn = new Turn();
  const moment = { nowMs: 1_000_000, audibleUntilMs: 0 };
  const seen = [turn.isAwaited];
  const then = (act: () => void) => {
    act();
    seen.push(turn.isAwaited);
  };
  then(() => turn.take(completed, moment));
  then(() => turn.take(says("Q"), moment));
  then(() => turn.take(heard("late words"), moment));
  then(() => turn.take(completed, moment));
  then(() => turn.take(heard("A"), moment));
  then(() => turn.take(sound, moment));
  then(() => turn.await());
  then(() => turn.take(sound, moment));
  then(() => turn.mayReply());
  expect(seen).toEqual([true, true, false, false, false, true, false, true, false, true]);
});

it("counts as the goodbye what was said without a question since the last answer and the last text of ours, but not the opening", () => {
  const turn = new Turn();
  const moment = { nowMs: 1_000_000, audibleUntilMs: 0 };
  const seen: boolean[] = [];
  const then = (act: () => void) => {
    act();
    seen.push(turn.isGoodbyeSaid);
  };
  then(() => turn.take(says("Thank you, and"), moment));
  then(() => turn.take(completed, moment));
  then(() => turn.mayReply());
  then(() => turn.take(says("Fine. What comes next?"), moment));
  then(() => turn.take(says(" "), moment));
  then(() => turn.take(completed, moment));
  then(() => turn.take(heard("late words"), moment));
  then(() => turn.take(says("Good luck, goodbye."), moment));
  then(() => turn.mayReply());
  then(() => turn.take(completed, moment));
  then(() => turn.take(heard("Wait, one more thing."), moment));
  then(() => turn.take(says("Goodbye, then."), moment));
  then(() => turn.await());
  then(() => turn.take(says("Goodbye."), moment));
  then(() => turn.await(true));
  then(() => turn.take(says("Welcome. Tell me of yourself."), moment));
  expect(seen).toEqual([true, true, false, false, false, false, false, true, true, true, false, true, false, true, false, false]);
});
