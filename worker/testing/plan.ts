import type { Interview } from "../../contract/app-api.ts";

/**
 * One scripted answer. Without `status` the app does what it would do. `lost`: it does that, and the connection is dropped. `held`: it
 * waits for a `release`. `isOld`: it refuses fields that came to the contract later.
 */
export type PlannedAnswer = {
  status?: number;
  delayMs?: number;
  hangs?: boolean;
  held?: boolean;
  isOld?: boolean;
  lost?: boolean;
  body?: string;
  becomes?: Interview["status"];
};
export type Route = "read" | "status" | "transcript" | "input" | "result";
export type Plan = Partial<Record<Route, PlannedAnswer[]>> & { always?: Partial<Record<Route, PlannedAnswer>> };
export type Call = { route: Route; authorization: string | null; body: unknown; atUnixMs: number; answered: number | null };
