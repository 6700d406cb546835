import { type ReactNode, useEffect, useRef } from "react";
import { Alert } from "./alert.tsx";

type OutcomeProps = {
  /** Identifies the outcome: another value is a new outcome even if the words are the same. */
  of: string;
  children: ReactNode;
};

/**
 * The outcome of a press, beside what was pressed. It takes the focus, so that it is visible and announced, and the next key continues from
 * there.
 */
export function Outcome({ of, children }: OutcomeProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [of]);
  return (
    <div ref={place} role="status" tabIndex={-1} className="mt-4 scroll-mt-24">
      <Alert tone="good">{children}</Alert>
    </div>
  );
}
