import type { Interview } from "../../contract/app-api.ts";

/** One scripted answer; without a status the app does what it would do. Lost: it is done, and the connection dropped. Held: it waits for a `release`. Old: it takes nothing that came to the contract later. */
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
