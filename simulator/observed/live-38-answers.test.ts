import { expect, test } from "vitest";
import { onAClock } from "../testing/clock.ts";

const model = "gemini-3.8-live";
const begin = { realtimeInput: { text: "Begin the interview now." } };

test("gemini-3.8-live takes an answer without the function's name, and speaks after it", async () => {
  const turns = [{ call: { name: "lookup_calendar" } }, { say: { text: "The dentist at ten.", ms: 4550 } }];
  const setup = { tools: [{ functionDeclarations: [{ name: "lookup_calendar" }] }] };
  const live = onAClock({ model, scenario: { turns }, setup });
  live.send(begin);
  await live.pass(1000);
  live.answerCall({ name: undefined });
  await live.pass(8000);
  const words = live.messagesOf("A").map((message) => message.serverContent?.outputTranscription?.text ?? "");
  expect([words.join(""), live.closes]).toEqual(["The dentist at ten.", []]);
});
