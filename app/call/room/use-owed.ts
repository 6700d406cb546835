import { useSyncExternalStore } from "react";
import type { OwnAnswer } from "../ports/own-answer.ts";

/** Whether a spoken answer has no caption yet. */
export const useOwed = (own: OwnAnswer): boolean => useSyncExternalStore(own.subscribe, () => own.isOwed);
