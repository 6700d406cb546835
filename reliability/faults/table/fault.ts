import type { EndReason, Status } from "../../../contract/vocabulary.ts";
import type { Promised } from "./promises.ts";

/** What the candidate's last connection was told before it was closed: `SessionEnded`, an `ErrorResponse`, or nothing. */
export type Told = { ended: "USER_INITIATED" | "GEMINI_ENDED" | "TIMEOUT" | "REASON_UNSPECIFIED" } | { error: number } | "nothing";

/** How an interview must end, in the contract's terms. The oracle checks it along with what holds always. */
export type Outcome = {
  status: Status | "deleted";
  endReason: EndReason | null;
  told: Told;
  /** Null if the candidate's network was gone. */
  closeCode: number | null;
  /** The number of Gemini sessions of the interview whose set-up arrived; a bound if that is a matter of chance. */
  sessions: number | { atMost: number };
  /** How often Gemini was asked to open the interview, if more than once because nobody had been greeted yet. */
  openings?: number;
};

export type Fault = {
  id: `F${number}`;
  fault: string;
  injection: string;
  expected: string;
  outcome: Outcome;
  /** workerd: the Worker inside Vitest. process: real processes behind proxies. */
  vehicle: "workerd" | "process" | "both";
  /** The promises that this row watches beyond what the oracle always checks. */
  promises?: Promised[];
};

export const unreached: Outcome = { status: "ERROR", endReason: "GEMINI_FAILED", told: { error: 4002 }, closeCode: 4002, sessions: 0 };
export const endedByUser: Outcome = {
  status: "COMPLETED",
  endReason: "USER_INITIATED",
  told: { ended: "USER_INITIATED" },
  closeCode: 1000,
  sessions: 1,
};
export const endedByGemini: Outcome = { ...endedByUser, endReason: "GEMINI_ENDED", told: { ended: "GEMINI_ENDED" } };
export const timedOut: Outcome = { ...endedByUser, endReason: "TIMEOUT", told: { ended: "TIMEOUT" } };
export const disconnected: Outcome = { status: "COMPLETED", endReason: "DISCONNECTED", told: "nothing", closeCode: null, sessions: 1 };
export const refusedToken: Outcome = { status: "PENDING", endReason: null, told: { error: 4001 }, closeCode: 4001, sessions: 0 };
