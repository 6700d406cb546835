import { abortAllDurableObjects } from "cloudflare:test";
import { vi } from "vitest";
import type { MachinePath } from "../../machines/models/chart-model.ts";

/** Names paths by their input and events. */
export const named = (paths: readonly MachinePath[]): [name: string, path: MachinePath][] =>
  paths.map((path) => [[JSON.stringify(path.input), ...path.steps.map(({ event }) => event.type)].join(", "), path]);

/** Clears the stage after a path: no clock, mock or working object is left for the next. */
export const clearStage = async (): Promise<void> => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await abortAllDurableObjects();
};
