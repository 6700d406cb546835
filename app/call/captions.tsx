import { useEffect, useRef } from "react";
import type { Caption } from "../../machines/captions.ts";

const names = { USER: "You", AI: "Interviewer" };
/** So near its end (CSS px) the log follows what is said; a candidate who scrolled further up is reading. */
const followPx = 48;

export function Captions({ captions }: { captions: Caption[] }) {
  const log = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);

  useEffect(() => {
    if (isFollowing.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [captions]);

  const follow = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = log.current ?? {};
    isFollowing.current = scrollHeight - scrollTop - clientHeight < followPx;
  };

  return (
    <div
      ref={log}
      role="log"
      aria-label="Transcript"
      aria-live="polite"
      aria-relevant="additions"
      tabIndex={0}
      onScroll={follow}
      className="h-[clamp(12rem,42dvh,30rem)] space-y-3 overflow-y-auto rounded-2xl border border-line bg-surface p-4"
    >
      {captions.length === 0 ? <p className="text-muted">What you both say appears here.</p> : null}
      {/* A finished utterance is added anew, so that a reader says it once and whole, not piece by piece over the voice. */}
      {captions.map(({ speaker, text, isFinal }, index) => (
        <p key={`${index} ${isFinal}`} aria-hidden={!isFinal} className={isFinal ? "" : "italic"}>
          <span className={`mr-2 text-sm font-semibold not-italic ${speaker === "AI" ? "text-accent-ink" : "text-voice-ink"}`}>
            {names[speaker]}
          </span>
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}
