import type { InspectionEvent, Observer } from "xstate";
import { inspectable } from "../machines/recording/inspection.ts";

declare global {
  /** A build-time constant: the relay's URL (ws://...) in a build for inspection, "" in every other. */
  var __INSPECTOR__: string | undefined;
}

/** Options for creating the call's actor: an observer in a build for inspection, else nothing. */
export const inspection = (interviewId: string): { inspect?: Observer<InspectionEvent> } => {
  if (globalThis.__INSPECTOR__ && !import.meta.env.SSR) {
    const relayUrl = globalThis.__INSPECTOR__;
    const { notice, serialize } = inspectable(`call:${interviewId}`);
    const opened = import("./call-inspector.ts").then(({ openCallInspector }) => openCallInspector(relayUrl, serialize));
    const next = (event: InspectionEvent) => {
      notice(event);
      void opened.then((observer) => observer.next?.(event));
    };
    return { inspect: { next } };
  }
  return {};
};
