import type { ReactNode } from "react";

type AlertProps = {
  tone?: "info" | "good" | "danger";
  title?: string;
  children?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits for a pause. Leave it out for text that was there from the start. */
  role?: "alert" | "status";
};

export function Alert({ tone = "info", title, children, role }: AlertProps) {
  return (
    <div role={role} className={`rounded-xl border-l-4 px-4 py-3 ${tones[tone]}`}>
      {title ? <p className="font-semibold">{title}</p> : null}
      {children ? <div className={title ? "mt-1" : ""}>{children}</div> : null}
    </div>
  );
}

const tones = {
  info: "border-accent bg-accent-soft text-accent-ink",
  good: "border-good-ink bg-good-soft text-good-ink",
  danger: "border-danger bg-danger-soft text-danger-ink",
};
