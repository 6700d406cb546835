import type { InspectionEvent, Observer } from "xstate";
import { inspectable } from "../machines/recording/inspection.ts";

declare global {
  /** The relay's address (ws://…) in a build that is made for watching, "" in every other: a constant of the build. */
  var __INSPECTOR__: string | undefined;
}

/** What the call's actor is created with: an observer where this build is made for watching, else nothing. */
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
