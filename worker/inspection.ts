import type { InspectionEvent, Observer } from "xstate";
import { inspectable, serializationDepthLimit } from "../machines/recording/inspection.ts";

declare global {
  /** The inspection relay's address (ws://...), a constant of the build: "" except in a build made for watching. */
  var __INSPECTOR__: string | undefined;
}

/** Options with which a chart's actor is created: an observer in a build made for watching, otherwise nothing. */
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
