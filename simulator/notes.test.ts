import { expect, test } from "vitest";
import { onAClock } from "./testing/clock.ts";

const ask = (text: string) => ({ say: { text, ms: 500 } });
const turns = [ask("Welcome. Why us?"), ask("Fine weather."), ask("Thank you. Why now?")];
const begin = { clientContent: { turns: [{ role: "user", parts: [{ text: "Begin." }] }], turnComplete: true } };
const instructed = (plan: string) => ({ systemInstruction: { parts: [{ text: `Be kind.\n<<<plan\n${plan}\nplan>>>` }] } });
const declared = { tools: [{ functionDeclarations: [{ name: "note_question" }] }] };
const plan = instructed("q1 (own) (asked already): Why us?\n  follow up: Fine weather.\nq2: Why now?");

const called = async (model: string, setup: object, notes = true) => {
  const live = onAClock({ model, scenario: { turns, notes }, setup: { ...setup } });
  for (let turn = 1; turn <= 3; turn++) {
    const before = live.timesOf("C").length;
    live.send(begin);
    await live.pass(2_000);
    if (live.timesOf("C").length > before) live.answerCall({ scheduling: "WHEN_IDLE" });
    await live.pass(3_000);
  }
  return live;
};

test("gemini-3.8-live notes the planned question of a turn, and asks it once the call is answered", async () => {
  const live = await called("gemini-3.8-live", { ...plan, ...declared });
  const calls = live.messagesOf("C").map((message) => JSON.stringify(message));
  expect(calls.map((it) => /"id":"(q\d)"/.exec(it)?.[1])).toEqual(["q1", "q2"]);
  const notes = live.notes().join(" ");
  expect(notes).toMatch(/C note_question G T .*Welcome\. Why us\?.*Fine weather\..*C note_question G T .*Thank you\. Why now\?/);
});

test("nothing is noted unless it is planned, declared and requested", async () => {
  const cases = [
    await called("gemini-3.8-live", { ...instructed("q1: Who pays?"), ...declared }),
    await called("gemini-3.8-live", plan),
    await called("gemini-3.8-live", { ...plan, ...declared }, false),
  ];
  expect(cases.map((live) => live.timesOf("C"))).toEqual([[], [], []]);
});
