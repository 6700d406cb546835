import { type InspectionMessage, inspectable } from "../recording/inspection.ts";

/** What an inspector is sent of a context; undefined if nothing. */
export const shown = (context: object): unknown => {
  const message = {
    type: "@xstate.snapshot",
    sessionId: "x:0",
    rootId: "x:0",
    createdAt: "0",
    id: "1",
    _version: "1",
    event: { type: "gemini.ready" },
    snapshot: { status: "active", context },
  } as unknown as InspectionMessage;
  const { snapshot } = inspectable("interview:42").serialize(message) as { snapshot: { context?: unknown } };
  return snapshot.context;
};
