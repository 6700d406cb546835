import type { ReactNode } from "react";

type FoldProps = {
  summary: ReactNode;
  children: ReactNode;
  /** The target of links to it. */
  id?: string;
};

/** Content that opens at a press, also without scripts. Open in print. */
export function Fold({ summary, children, id }: FoldProps) {
  return (
    <details className="group/fold">
      <summary
        id={id}
        className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg font-semibold text-accent-ink print:mt-3 print:min-h-0"
      >
        <span aria-hidden="true" className="inline-block transition-transform group-open/fold:rotate-90 print:hidden">
          ›
        </span>
        {summary}
      </summary>
      <div className="mt-1">{children}</div>
    </details>
  );
}
