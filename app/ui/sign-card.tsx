import type { ReactNode } from "react";
import { Card } from "./card.tsx";

/** The narrow layout of signing up and signing in. */
export function SignCard({ title, lead, children, below }: { title: string; lead: string; children: ReactNode; below: ReactNode }) {
  return (
    <div className="mx-auto max-w-md">
      <h1 className="text-[clamp(1.75rem,1.4rem+1.6vw,2.5rem)]">{title}</h1>
      <p className="mt-2 text-muted">{lead}</p>
      <Card className="mt-6">{children}</Card>
      <p className="mt-6 text-center text-muted">{below}</p>
    </div>
  );
}
