import { useSyncExternalStore } from "react";
import type { OwnAnswer } from "../ports/own-answer.ts";

/** Whether something was said aloud whose words have not come. */
export const useOwed = (own: OwnAnswer): boolean => {
  const read = () => own.isOwed;
  return useSyncExternalStore(own.subscribe, read, read);
};
