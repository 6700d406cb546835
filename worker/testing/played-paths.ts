import { abortAllDurableObjects } from "cloudflare:test";
import { vi } from "vitest";
import type { MachinePath } from "../../machines/models/chart-model.ts";

/** Paths by what they begin with and what happens on them. */
export const named = (paths: readonly MachinePath[]): [name: string, path: MachinePath][] =>
  paths.map((path) => [[JSON.stringify(path.input), ...path.steps.map(({ event }) => event.type)].join(", "), path]);

/** Leaves nothing of a path that was played to the next: no clock, no mock, no object at work. */
export const clearStage = async (): Promise<void> => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await abortAllDurableObjects();
};
