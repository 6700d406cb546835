import { type ReactNode, type SyntheticEvent, useRef, useState } from "react";
import { untilRunning, useRunning } from "../ui/use-running.ts";

type TextRowProps = {
  label: string;
  /** How to enter the text. */
  how: ReactNode;
  limit: number;
  /** The field's value as the page was sent. */
  given: string;
  /** Opens the row because something in it must be corrected. */
  isFaulty: boolean;
  /** The field, with its text area. */
  children: ReactNode;
};

/** A long text as a slim row that opens in place, also without scripts. Once filled it shows its length and can be emptied. */
export function TextRow({ label, how, limit, given, isFaulty, children }: TextRowProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const isRunning = useRunning();
  const [length, setLength] = useState(given.length);
  const [removed, setRemoved] = useState<string | null>(null);
  const canChange = length > 0 || removed !== null;

  const listen = ({ target }: SyntheticEvent) => {
    if (!(target instanceof HTMLTextAreaElement)) return;
    setLength(target.value.length);
    setRemoved(null);
  };
  const change = () => {
    const area = details.current?.querySelector("textarea");
    if (!area) return;
    const before = area.value;
    area.value = removed ?? "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    setRemoved(removed === null ? before : null);
  };

  return (
    <div onInput={listen} onDrop={() => details.current?.setAttribute("open", "")} className="relative px-[min(0.75rem,4vw)] sm:px-4">
      <details ref={details} open={isFaulty} className="group/row">
        <summary
          className={`flex min-h-14 cursor-pointer items-center gap-2 sm:min-h-12 ${canChange ? "pe-24" : ""} rounded-lg -outline-offset-2!`}
        >
          <span aria-hidden="true" className="inline-block text-accent-ink transition-transform group-open/row:rotate-90">
            ›
          </span>
          <span className="min-w-0 leading-tight wrap-anywhere">
            <span className="font-semibold">{label}</span> <Held {...{ how, limit, length }} />
          </span>
        </summary>
        <div className="pt-1 pb-4">{children}</div>
      </details>
      {canChange ? (
        <button
          type="button"
          onClick={change}
          className={`absolute end-1 top-1.5 min-h-11 cursor-pointer rounded-lg px-3 text-sm font-semibold text-accent-ink underline underline-offset-4 sm:top-0.5 ${isRunning ? "" : untilRunning}`}
        >
          {removed === null ? "Remove" : "Put back"}
          <span className="sr-only">: {label}</span>
        </button>
      ) : null}
    </div>
  );
}

function Held({ how, limit, length }: { how: ReactNode; limit: number; length: number }) {
  if (length === 0) return <span className="text-sm text-muted">– {how}</span>;
  const held = length.toLocaleString("en");
  return length > limit ? (
    <span className="inline-block text-sm font-semibold text-danger-ink tabular-nums">Too long: {held}</span>
  ) : (
    <span className="inline-block text-sm text-good-ink tabular-nums">
      {held} {length === 1 ? "character" : "characters"} ✓
    </span>
  );
}
