import * as z from "zod";
import { tapConsole } from "../../harness/console.ts";

const line = z.object({ event: z.string(), interviewId: z.string(), phase: z.string().optional() });
/** By interview: a runtime plays dozens of files, and what waits for a phase asks again and again. */
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

/** Every phase that an interview's chart has been in, as the log says it, in order. */
export const loggedPhases = (interviewId: string): string[] => linesOf(interviewId).flatMap(({ phase }) => phase ?? []);

/** Where the log says that an interview's chart stands; undefined before it says anything. */
export const loggedPhase = (interviewId: string): string | undefined => loggedPhases(interviewId).at(-1);

/** How many lines of this kind an interview has logged. */
export const loggedCount = (interviewId: string, event: string): number => linesOf(interviewId).filter((it) => it.event === event).length;
