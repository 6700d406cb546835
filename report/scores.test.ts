import { expect, it } from "vitest";
import type { NamedEntry } from "./entries.ts";
import { askedIn } from "./scores.ts";

const askedWith = (text: string): string => {
  const line: NamedEntry = { id: "A1", speaker: "AI", timestamp: "", text, used: "original", original: text, speechMs: null };
  return askedIn([{ id: "E1", ai: [line], user: [] }]);
};

const welcome = "Hello, and welcome. I will be your interviewer. We have a handful of questions ahead of us, so take your time.";
const german = "Guten Tag, und danke, dass Sie gekommen sind. Wir haben heute etwa zwanzig Minuten Zeit für unser Gespräch.";
const japanese = "本日はお越しいただきありがとうございます。これから三十分ほど、いくつか質問をさせていただきます。".repeat(4);
const long = `Word${" word".repeat(39)}`;

it.each([
  ["as it was, if it is short", "Why not?", "Why not?"],
  [
    "without what leads to it",
    `${welcome} Let's begin. Why did you apply to us and nowhere else?`,
    "Why did you apply to us and nowhere else?",
  ],
  [
    "without what follows it",
    `${welcome} Why did you apply to us and nowhere else? ${welcome}`,
    "Why did you apply to us and nowhere else?",
  ],
  ["with what leads to it, if it is short", `${welcome} You said that you led it. Why?`, "You said that you led it. Why?"],
  ["as a request", `${welcome} Tell me about yourself, and what drew you here.`, "Tell me about yourself, and what drew you here."],
  ["in German", `${german} Erzählen Sie von einem Problem, das Sie gelöst haben.`, "Erzählen Sie von einem Problem, das Sie gelöst haben."],
  [
    "in Japanese",
    `${japanese}難しい問題について教えてください。`,
    "これから三十分ほど、いくつか質問をさせていただきます。難しい問題について教えてください。",
  ],
  ["cut after a word, if it is long itself", `${welcome} ${long}?`, `Word${" word".repeat(23)}…`],
])("gives the interviewer's question %s", (_, text, asked) => {
  expect(askedWith(text)).toEqual(asked);
});

it("gives no more of a question than the report holds", () => {
  for (const text of [long, "長".repeat(300), "🚀".repeat(90), `${welcome} ${welcome}`]) {
    expect(askedWith(text).length).toBeLessThanOrEqual(120);
    expect(askedWith(text)).not.toContain("\uFFFD");
  }
});
