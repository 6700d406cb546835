import type { Call, Step } from "./scenario.ts";
import { wordsOf } from "./turn.ts";

const noteTool = "note_question";

/** The plan in an interviewer's instruction, one line for each question: "q3: Why?", "q3 (own) (asked already): Why?". */
const plan = /<<<plan\n(.*?)\nplan>>>/s;
const line = /^(\w+)(?: \([^)]*\))*: (.+)$/gm;

/** The planned questions in an instruction, by their ids. */
export const plannedIn = (instruction: string): Map<string, string> => {
  const lines = plan.exec(instruction)?.[1] ?? "";
  return new Map([...lines.matchAll(line)].map(([, id = "", question = ""]) => [id, question]));
};

/** The note_question call for the planned question that a turn asks word for word; null if it asks none. */
export const noteOf = (planned: Map<string, string>, steps: Step[]): { call: Call } | null => {
  const said = steps.map((step) => ("say" in step ? wordsOf(step.say) : "")).join(" ");
  const asked = [...planned].find(([, question]) => said.includes(question));
  return asked ? { call: { name: noteTool, args: { id: asked[0] } } } : null;
};
