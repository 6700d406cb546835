import { useSyncExternalStore } from "react";

/**
 * The class for controls that need scripts, until these run. They keep their place, so nothing moves when they appear; in browsers without
 * scripts they take no room.
 */
export const untilRunning = "invisible noscript:hidden";

const never = () => () => undefined;

/** Whether the page is hydrated: false in the server's markup, until scripts have taken over. */
export const useRunning = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
