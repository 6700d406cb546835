import type { InspectionEvent, Observer } from "xstate";
import { inspectable, serializationDepthLimit } from "../machines/recording/inspection.ts";

declare global {
  /** The relay's address (ws://…) in a build that is made for watching, "" in every other: a constant of the build. */
  var __INSPECTOR__: string | undefined;
}

/** What the actor of a chart here is created with: an observer where this build is made for watching, else nothing. */
export const inspection = (chart: "interview" | "feedback", interviewId: string): { inspect?: Observer<InspectionEvent> } => {
  if (globalThis.__INSPECTOR__) {
    const { notice, serialize } = inspectable(`${chart}:${interviewId}`);
    const options = { url: globalThis.__INSPECTOR__, serialize, serializationDepthLimit };
    const opened = import("@statelyai/inspect").then(({ createWebSocketInspector }) => createWebSocketInspector(options));
    const next = (event: InspectionEvent) => {
      notice(event);
      void opened.then(({ inspect }) => inspect.next?.(event));
    };
    return { inspect: { next } };
  }
  return {};
};
