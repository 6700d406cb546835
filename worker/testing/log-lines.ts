import * as z from "zod";
import { tapConsole } from "../../harness/console.ts";

const line = z.object({ event: z.string(), interviewId: z.string(), phase: z.string().optional() });
const lines: z.output<typeof line>[] = [];

tapConsole((text) => {
  const { data } = line.safeParse(parsed(text));
  if (data) lines.push(data);
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Every phase that an interview's chart has been in, as the log says it, in order. */
export const loggedPhases = (interviewId: string): string[] =>
  lines.flatMap((it) => (it.interviewId === interviewId && it.phase !== undefined ? [it.phase] : []));

/** Where the log says that an interview's chart stands; undefined before it says anything. */
export const loggedPhase = (interviewId: string): string | undefined => loggedPhases(interviewId).at(-1);

/** How many lines of this kind an interview has logged. */
export const loggedCount = (interviewId: string, event: string): number =>
  lines.filter((it) => it.interviewId === interviewId && it.event === event).length;
