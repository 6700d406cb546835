import type { ReactNode } from "react";

type PageHeadingProps = {
  title: ReactNode;
  /** The language of the title if it is not English, BCP 47. */
  language?: string | undefined;
  children?: ReactNode;
  aside?: ReactNode;
};

export function PageHeading({ title, language, children, aside }: PageHeadingProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 sm:flex-nowrap">
      <div className="min-w-0">
        {/* Aligned with what is below it, whatever the direction of the title. */}
        <h1 lang={language} dir="auto" className="text-left text-[clamp(1.75rem,1.4rem+1.6vw,2.5rem)] wrap-anywhere">
          {title}
        </h1>
        {children ? <div className="mt-1.5 max-w-prose text-muted">{children}</div> : null}
      </div>
      {aside}
    </div>
  );
}
