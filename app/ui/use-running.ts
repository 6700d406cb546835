import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page runs: false in what the server sends, until scripts have taken it over. */
export const useRunning = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
