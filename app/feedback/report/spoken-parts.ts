import type { AnswerDelivery } from "../delivery/delivery.ts";
import type { StripPart } from "./strip.tsx";

/** The parts of an answer for a strip: the time before it, and the speech between its pauses. */
export const spokenParts = ({ span, pauses, askedEndMs }: AnswerDelivery): StripPart[] => {
  if (!span || !pauses) return [];
  const parts: StripPart[] = [];
  if (askedEndMs !== null && askedEndMs < span.startMs) parts.push({ is: "thinking", startMs: askedEndMs, endMs: span.startMs });
  let from = span.startMs;
  for (const { atMs, ms } of pauses) {
    if (atMs > from) parts.push({ is: "candidate", startMs: from, endMs: atMs });
    from = atMs + ms;
  }
  if (from < span.endMs) parts.push({ is: "candidate", startMs: from, endMs: span.endMs });
  return parts;
};
