import { endedByUser, type Fault, timedOut } from "./fault.ts";

export const platformFaults: Fault[] = [
  {
    id: "F57",
    fault: "SIGKILL of workerd, restart on the same state",
    injection: "at named points of an interview (kill.test.ts)",
    expected: "the transcript is whole, delivered by alarm without a client",
    outcome: endedByUser,
    vehicle: "process",
    promises: ["P1", "P2", "P3"],
  },
  {
    id: "F58",
    fault: "eviction, and a crash in every phase",
    injection: "abort while connecting, speaking, resuming, away, storing, owing; eviction while away and delivered",
    expected: "on wake it resumes or delivers what it has",
    outcome: { ...endedByUser, sessions: 2 },
    vehicle: "workerd",
    promises: ["P1", "P2", "P4"],
  },
  {
    id: "F59",
    fault: "alarm twice, after the end, 10 minutes late, throwing once",
    injection: "each at the deadline or the delivery",
    expected: "one end, one delivery",
    outcome: timedOut,
    vehicle: "workerd",
    promises: ["P2", "P3"],
  },
  {
    id: "F60",
    fault: "clocks that disagree or go back",
    injection: "the app 5 minutes ahead of and behind the Worker; the Worker's clock goes back an hour in conversation",
    expected: "the deadline holds, timestamps rise",
    outcome: endedByUser,
    vehicle: "workerd",
    promises: ["P1", "P3"],
  },
];
