import * as z from "zod";
import type { JsonSchema } from "./json-sample.ts";
import { readClip } from "./speech.ts";

const schemaOfPlan = z.object({
  properties: z.object({
    questions: z.object({
      items: z.object({ properties: z.object({ topic: z.json(), question: z.json(), kind: z.object({ enum: z.array(z.string()) }) }) }),
    }),
  }),
});

/** What the recorded interview asks, in its order. */
const asked = [
  ["greeting", "About yourself", "EXPERIENCE"],
  ["proud", "Proud work", "ACHIEVEMENT"],
  ["decision", "A hard decision", "LEADERSHIP"],
  ["mistake", "A mistake", "FAILURE"],
  ["disagreement", "A disagreement", "CONFLICT"],
  ["priorities", "Too much to do", "PROBLEM"],
  ["learning", "Learning", "SKILL"],
  ["month", "The first month", "PLANS"],
] as const;

/** The questions that the recorded voice asks, where a schema asks for an interview's plan; else null. */
export const planFor = (schema: JsonSchema): object | null => {
  const { data } = schemaOfPlan.safeParse(schema);
  if (!data) return null;
  const kinds = data.properties.questions.items.properties.kind.enum;
  const questions = asked.map(([clip, topic, kind]) => ({
    kind: kinds.includes(kind) ? kind : kinds[0],
    topic,
    question: questionIn(readClip(clip).text),
    probes: [],
    minutes: 2,
    source: "role",
  }));
  return { questions };
};

/** Without what leads up to it. */
const questionIn = (text: string): string =>
  text
    .split(/(?<=[.!?]) /)
    .slice(-2)
    .join(" ");
