import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { unifyLineBreaks } from "../../../contract/line-breaks.ts";
import type { Caption } from "../../../machines/call/captions.ts";
import { Button } from "../../ui/button.tsx";
import { useSpokenLanguage } from "./spoken-language.ts";

export const speakerNames = { USER: "You", AI: "Interviewer" };
/** Within this distance (CSS px) of its end the log scrolls along. A candidate who has scrolled further up is reading. */
const followPx = 48;

type CaptionsProps = {
  captions: Caption[];
  className?: string;
  /** What follows the last line. */
  children?: ReactNode;
};

/** What was said so far. Silent for a screen reader, whose user hears the voices themselves: see `ReadAloud`. */
export const Captions = memo(function Captions({ captions, className = "", children }: CaptionsProps) {
  const log = useRef<HTMLDivElement>(null);
  const lines = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const drawn = useRef("");
  const [isReading, setReading] = useState(false);

  useEffect(() => {
    if (isFollowing.current) showEnd(log.current);
  }, [captions, children]);
  useEffect(() => {
    if (typeof ResizeObserver !== "function" || !log.current || !lines.current) return;
    const sizes = new ResizeObserver(() => isFollowing.current && showEnd(log.current));
    sizes.observe(log.current);
    // Larger letters move its end, too.
    sizes.observe(lines.current);
    return () => sizes.disconnect();
  }, []);

  const follow = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = log.current ?? {};
    const size = `${scrollHeight} in ${clientHeight}`;
    const isNewlyDrawn = drawn.current !== "" && size !== drawn.current;
    drawn.current = size;
    // A change of size, not a scroll by the candidate: there is more in the log, or less room for it.
    if (isNewlyDrawn && isFollowing.current) return showEnd(log.current);
    isFollowing.current = scrollHeight - scrollTop - clientHeight < followPx;
    setReading(!isFollowing.current);
  };
  const goToEnd = () => {
    showEnd(log.current);
    isFollowing.current = true;
    setReading(false);
    log.current?.focus();
  };

  return (
    <div className={`flex flex-col rounded-2xl border border-line bg-surface ${className}`}>
      <div
        ref={log}
        role="log"
        aria-label="Transcript"
        aria-live="off"
        tabIndex={0}
        onScroll={follow}
        className="min-h-0 flex-auto overflow-y-auto rounded-2xl p-4"
      >
        <div ref={lines} className="space-y-3 wrap-anywhere">
          {captions.length === 0 ? <p className="text-muted">What you both say appears here.</p> : null}
          {captions.map((caption, index) => (
            <CaptionLine key={caption.seq === undefined ? `unnumbered-${index}` : caption.seq} caption={caption} />
          ))}
          {children}
        </div>
      </div>
      {isReading ? (
        <Button className="caption-latest my-1.5 self-center text-base" onClick={goToEnd}>
          Latest
        </Button>
      ) : null}
    </div>
  );
});

const showEnd = (log: HTMLElement | null): void => {
  if (log) log.scrollTop = log.scrollHeight;
};

/** Renders again only when its own caption changes. The name is isolated, so that the words alone decide the line's direction. */
const CaptionLine = memo(function CaptionLine({ caption: { speaker, text, isFinal } }: { caption: Caption }) {
  const language = useSpokenLanguage();
  return (
    <p dir="auto" className={`whitespace-pre-line wrap-anywhere ${isFinal ? "" : "italic"}`}>
      <bdi className={`me-1 text-sm font-semibold not-italic ${speaker === "AI" ? "text-accent-ink" : "text-voice-ink"}`}>
        {speakerNames[speaker]}
      </bdi>{" "}
      <span lang={language}>{unifyLineBreaks(text)}</span>
    </p>
  );
});
