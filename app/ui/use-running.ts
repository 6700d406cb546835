import { useSyncExternalStore } from "react";

/** The class of what works with scripts alone, until they do: nothing moves when it appears, and where none ever run it takes no place. */
export const untilRunning = "invisible noscript:hidden";

const never = () => () => undefined;

/** Whether the page runs: false in what the server sends, until scripts have taken it over. */
export const useRunning = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
