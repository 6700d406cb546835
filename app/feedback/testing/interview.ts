import { knownSetup } from "../../../contract/setup.ts";
import type { Interview, TranscriptEntry } from "../../../contract/app-api.ts";

export const interviewOf = (parts: Partial<Interview> = {}): Interview => ({
  id: "0b6f1c1e-0000-4000-8000-000000000001",
  userId: "0b6f1c1e-0000-4000-8000-0000000000aa",
  status: "COMPLETED",
  ...knownSetup.parse({ role: "Frontend Engineer" }),
  createdAt: "2025-11-21T09:00:00.000Z",
  startedAt: "2025-11-21T09:01:00.000Z",
  endedAt: "2025-11-21T09:05:05.000Z",
  endReason: "USER_INITIATED",
  ...parts,
});

export const conversation: TranscriptEntry[] = [
  { speaker: "AI", content: "Hello, what did you build?", timestamp: "2025-11-21T09:01:02.000Z" },
  { speaker: "USER", content: "A checkout", timestamp: "2025-11-21T09:01:10.000Z" },
  { speaker: "USER", content: "that works offline", timestamp: "2025-11-21T09:01:20.500Z" },
  { speaker: "AI", content: "Why offline?", timestamp: "2025-11-21T09:02:05.000Z" },
  { speaker: "USER", content: "Trains", timestamp: "2025-11-21T09:02:09.000Z" },
];
