import type { ComponentProps } from "react";

export function Card({ className = "", ...rest }: ComponentProps<"section">) {
  return <section {...rest} className={`rounded-2xl border border-line bg-surface p-(--inside) shadow-card sm:p-7 ${className}`} />;
}
