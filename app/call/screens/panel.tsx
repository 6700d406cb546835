import { type ReactNode, useEffect, useRef } from "react";
import { Card } from "../../ui/card.tsx";

type PanelProps = {
  title: string;
  /** The title with what a person wrote in it isolated, so that it keeps its own direction. */
  shown?: ReactNode;
  children: ReactNode;
  takesFocus?: boolean;
  className?: string;
};

/** One screen of the call. Its heading takes the focus when it replaces another, so that the keyboard and a screen reader start there. */
export function Panel({ title, shown = title, children, takesFocus = true, className = "" }: PanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus, title]);
  return (
    <Card className={`mx-auto max-w-2xl ${className}`}>
      <h1 ref={heading} tabIndex={-1} className="text-2xl wrap-anywhere">
        {shown}
      </h1>
      <div className="mt-3 grid grid-cols-1 gap-5">{children}</div>
    </Card>
  );
}

export function Actions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-3">{children}</div>;
}
