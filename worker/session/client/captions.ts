import type { Facts } from "../storage/facts.ts";
import type { Caption } from "../storage/transcript.ts";
import type { ClientSockets } from "./sockets.ts";

type Dependencies = {
  candidate: ClientSockets;
  facts: Facts;
  /** The `seq` up to which every utterance is stored. */
  storedUpToSeq: () => number;
  /** Ms of the interviewer's voice that wait to be sent. */
  heldMs: () => number;
  now: () => number;
};

/** Shows captions to the candidate, once they have been greeted. After a final one they are told what is stored. */
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
    // An earlier utterance is still open: when it ends, both are reported as stored.
    if (upToSeq < caption.seq) return;
    candidate.send({ $case: "saved", value: { upToSeq, atUnixMs: now(), isDelivered: false } });
  };
};
