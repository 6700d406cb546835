import type { Facts } from "../storage/facts.ts";
import type { Caption } from "../storage/transcript.ts";
import type { ClientSockets } from "./sockets.ts";

type Dependencies = { candidate: ClientSockets; facts: Facts; now: () => number };

/** Shows a caption to the candidate, once they were greeted; after a final one they are told that it is stored. */
export const showing = ({ candidate, facts, now }: Dependencies) => {
  let startedAtUnixMs: number | null = null;
  return (caption: Caption | null) => {
    if (!caption || !candidate.isGreeted) return;
    const { atUnixMs, ...shown } = caption;
    startedAtUnixMs ??= facts.read("startedAtUnixMs");
    const atMs = Math.max(0, atUnixMs - (startedAtUnixMs ?? atUnixMs));
    candidate.send({ $case: "transcriptUpdate", value: { ...shown, atMs } });
    if (caption.isFinal) candidate.send({ $case: "saved", value: { upToSeq: caption.seq, atUnixMs: now(), isDelivered: false } });
  };
};
