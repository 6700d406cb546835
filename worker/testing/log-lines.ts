import * as z from "zod";
import { tapConsole } from "../../harness/console.ts";

const line = z.object({ event: z.string(), interviewId: z.string(), phase: z.string().optional() });
/** Lines by interview: a runtime runs dozens of test files, and waiting for a phase reads the lines again and again. */
const lines = new Map<string, z.output<typeof line>[]>();

tapConsole((text) => {
  const { data } = line.safeParse(parsed(text));
  if (data) lines.set(data.interviewId, linesOf(data.interviewId).concat(data));
});

const linesOf = (interviewId: string) => lines.get(interviewId) ?? [];

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Every phase of an interview's chart, in order, according to the log. */
export const loggedPhases = (interviewId: string): string[] => linesOf(interviewId).flatMap(({ phase }) => phase ?? []);

/** The phase of an interview's chart, according to the log; undefined before the first line. */
export const loggedPhase = (interviewId: string): string | undefined => loggedPhases(interviewId).at(-1);

/** How many lines of this event an interview has logged. */
export const loggedCount = (interviewId: string, event: string): number => linesOf(interviewId).filter((it) => it.event === event).length;
