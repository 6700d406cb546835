import type { ReactNode } from "react";
import type { EndReason, Status } from "../../contract/vocabulary.ts";

type Tone = "neutral" | "accent" | "voice" | "good" | "danger";

/** A short state in words, with a dot. The words carry the meaning; the colour repeats it. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-2 rounded-full px-3 py-1 text-sm font-semibold whitespace-nowrap ${tones[tone]}`}>
      <span aria-hidden="true" className="size-2 rounded-full bg-current forced-colors:bg-[CanvasText]" />
      {children}
    </span>
  );
}

type Look = { tone: Tone; words: string };
type Ended = { status: Status; endReason: EndReason | null; startedAt: string | null };

/** An interview that ended because its candidate's connection was lost was cut short, whatever its status. */
const statusOf = ({ status, endReason }: Ended): Status => (endReason === "DISCONNECTED" ? "ERROR" : status);

/** Whether an interview came to a regular end. */
export const isCompleted = (interview: Ended): boolean => statusOf(interview) === "COMPLETED";

export function StatusPill(interview: Ended) {
  const status = statusOf(interview);
  const { tone, words } = status === "ERROR" && interview.startedAt === null ? unbegunLook(interview) : statusLooks[status];
  return <Pill tone={tone}>{words}</Pill>;
}

const tones: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent-ink",
  voice: "bg-voice-soft text-voice-ink",
  good: "bg-good-soft text-good-ink",
  danger: "bg-danger-soft text-danger-ink",
};

/** An interview that never began was not cut short. */
const unbegunLook = ({ endReason }: Ended): Look => ({
  tone: "neutral",
  words: endReason === "CANCELLED" ? "Cancelled" : "Could not begin",
});
const statusLooks: Record<Status, Look> = {
  PENDING: { tone: "neutral", words: "Not started" },
  IN_PROGRESS: { tone: "voice", words: "In progress" },
  COMPLETED: { tone: "good", words: "Completed" },
  ERROR: { tone: "danger", words: "Cut short" },
};
