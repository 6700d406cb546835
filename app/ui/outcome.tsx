import { type ReactNode, useEffect, useRef } from "react";
import { Alert } from "./alert.tsx";

type OutcomeProps = {
  /** What it came of: a new one is a new outcome, also where the words are the same. */
  of: string;
  children: ReactNode;
};

/** What came of a press, beside what was pressed: it takes the focus, so that it is in sight and read out, and the next key goes on from there. */
export function Outcome({ of, children }: OutcomeProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [of]);
  return (
    <div ref={place} role="status" tabIndex={-1} className="mt-4 scroll-mt-24">
      <Alert tone="good">{children}</Alert>
    </div>
  );
}
