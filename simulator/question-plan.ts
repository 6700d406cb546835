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

/** The questions of the recorded interview, in order. */
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

/** A plan of the questions that the recorded voice asks, if the schema is that of a plan; else null. */
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

/** The last two sentences: the question without what leads up to it. */
const questionIn = (text: string): string =>
  text
    .split(/(?<=[.!?]) /)
    .slice(-2)
    .join(" ");
