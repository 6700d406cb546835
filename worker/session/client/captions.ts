import type { Facts } from "../storage/facts.ts";
import type { Caption } from "../storage/transcript.ts";
import type { ClientSockets } from "./sockets.ts";

type Dependencies = {
  candidate: ClientSockets;
  facts: Facts;
  /** Everything up to this utterance is stored. */
  storedUpToSeq: () => number;
  /** Ms of the interviewer's voice that wait to be sent. */
  heldMs: () => number;
  now: () => number;
};

/** Shows a caption to the candidate, once they were greeted; after a final one they are told what is stored. */
export const showing = ({ candidate, facts, storedUpToSeq, heldMs, now }: Dependencies) => {
  let startedAtUnixMs: number | null = null;
  return (caption: Caption | null) => {
    if (!caption || !candidate.isGreeted) return;
    const { atUnixMs, ...shown } = caption;
    startedAtUnixMs ??= facts.read("startedAtUnixMs");
    const atMs = Math.max(0, atUnixMs - (startedAtUnixMs ?? atUnixMs));
    const aheadMs = caption.speaker === "AI" ? Math.round(heldMs()) : 0;
    candidate.send({ $case: "transcriptUpdate", value: { ...shown, atMs, ...(aheadMs > 0 && { aheadMs }) } });
    const upToSeq = caption.isFinal ? storedUpToSeq() : 0;
    // An utterance before it is still open: when that one ends, both are told as stored.
    if (upToSeq < caption.seq) return;
    candidate.send({ $case: "saved", value: { upToSeq, atUnixMs: now(), isDelivered: false } });
  };
};
