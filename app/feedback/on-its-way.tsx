import type { ReactNode } from "react";
import { Card } from "../ui/card.tsx";

/** The steps from the end of an interview to its report, in order. */
const steps = ["Words saved", "Transcript", "Report"] as const;

type OnItsWayProps = {
  title: string;
  /** The step in progress, and what it is doing. */
  at: Exclude<(typeof steps)[number], "Words saved">;
  doing: string;
  /** The page has stopped polling, so nothing moves. */
  isStill: boolean;
  /** Whether to reserve the place of the report; false if an earlier one stands there. */
  keepsPlace: boolean;
  children: ReactNode;
};

/** The progress of a report, and its outline until it is there. It fills the window, so that the report does not move anything in view. */
export function OnItsWay({ title, at, doing, isStill, keepsPlace, children }: OnItsWayProps) {
  const now = steps.indexOf(at);
  return (
    <div className={keepsPlace ? "flex min-h-dvh flex-col gap-6 print:hidden" : "print:hidden"}>
      <Card aria-labelledby="report-status">
        <h2 id="report-status" className="text-xl">
          {title}
        </h2>
        <ol className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
          {steps.map((step, index) => (
            <li
              key={step}
              aria-current={index === now ? "step" : undefined}
              className={`flex items-center gap-2 ${index === now ? "font-semibold" : "text-muted"}`}
            >
              {index < now ? <Tick /> : index === now && !isStill ? <Voice /> : <Ring />}
              <span>
                {step}
                <span className={index === now ? "font-normal" : "sr-only"}>
                  {index < now ? ": done" : index === now ? `: ${doing}` : ": not yet"}
                </span>
              </span>
            </li>
          ))}
        </ol>
        {children}
      </Card>
      {keepsPlace ? <ReportShape isStill={isStill} /> : null}
    </div>
  );
}

/** The outline of the report's cards. */
function ReportShape({ isStill }: { isStill: boolean }) {
  const bar = "rounded-full bg-sunken forced-colors:border";
  return (
    <div aria-hidden="true" className={`flex grow flex-col gap-6 ${isStill ? "" : "motion-safe:animate-pulse"}`}>
      <Card className="space-y-4 border-t-4">
        <div className={`h-3 w-24 ${bar}`} />
        <div className={`h-6 w-4/5 ${bar}`} />
        <div className={`h-4 w-full ${bar}`} />
        <div className={`h-4 w-2/3 ${bar}`} />
        <div className="h-16 rounded-xl bg-sunken forced-colors:border" />
      </Card>
      <Card className="space-y-4">
        <div className={`h-5 w-36 ${bar}`} />
        <div className={`h-4 w-3/4 ${bar}`} />
        <div className="h-16 rounded-xl bg-sunken forced-colors:border" />
      </Card>
      {[0, 1, 2].map((at) => (
        <Card key={at} className="space-y-3">
          <div className={`h-5 w-3/5 ${bar}`} />
          <div className={`h-3 w-2/5 ${bar}`} />
        </Card>
      ))}
    </div>
  );
}

const mark = "size-5 shrink-0";

function Tick() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`${mark} fill-none stroke-accent`} strokeWidth="3" strokeLinecap="round">
      <path d="m5 13 5 5 9-12" />
    </svg>
  );
}

function Ring() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`${mark} fill-none stroke-line-strong`} strokeWidth="2">
      <circle cx="12" cy="12" r="7" />
    </svg>
  );
}

function Voice() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={`${mark} stroke-accent`} strokeWidth="2.5" strokeLinecap="round">
      <path className="voice-bar" d="M5 9v6" />
      <path className="voice-bar" d="M10 5v14" />
      <path className="voice-bar" d="M15 8v8" />
      <path className="voice-bar" d="M20 10v4" />
    </svg>
  );
}
