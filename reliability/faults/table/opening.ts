import { type Fault, unreached } from "./fault.ts";

/** Faults of Gemini while a session is being opened. */
export const openingFaults: Fault[] = [
  {
    id: "F1",
    fault: "connection refused",
    injection: "the line to Gemini resets whoever connects",
    expected: "3 attempts within 15 s, then 4002; ERROR, no transcript",
    outcome: unreached,
    vehicle: "workerd",
    promises: ["P6"],
  },
  {
    id: "F2",
    fault: "HTTP 403 on the upgrade",
    injection: "the simulator refuses the upgrade with 401, then 403",
    expected: "no retry, 4002; ERROR; the log names the refusal, not the key",
    outcome: unreached,
    vehicle: "workerd",
    promises: ["P5"],
  },
  {
    id: "F3",
    fault: "HTTP 429 or 503 on the upgrade",
    injection: "the simulator refuses every upgrade with 503; 429 once, then takes it",
    expected: "3 attempts, then 4002 and ERROR; a passing refusal is survived",
    outcome: unreached,
    vehicle: "workerd",
  },
  {
    id: "F4",
    fault: "TCP accepted, no HTTP answer",
    injection: "the line to Gemini swallows every byte",
    expected: "10 s an attempt, 15 s in all, then 4002; ERROR",
    outcome: unreached,
    vehicle: "workerd",
  },
  {
    id: "F5",
    fault: "WebSocket open, never setupComplete",
    injection: "the simulator hears the set-up and says nothing",
    expected: "as F4; never IN_PROGRESS",
    outcome: { ...unreached, sessions: 2 },
    vehicle: "workerd",
    promises: ["P4"],
  },
  {
    id: "F6",
    fault: "close 1007 at set-up",
    injection: "the simulator closes 1007 on the set-up frame",
    expected: "no retry, 4002; ERROR",
    outcome: { ...unreached, sessions: 1 },
    vehicle: "workerd",
  },
];
