import { ButtonLink } from "./button.tsx";

/** Shown for a mailed link that is used, expired or invalid. */
export function BadLink({ again }: { again: { to: string; words: string } }) {
  return (
    <div className="mx-auto max-w-md py-8 text-center">
      <h1 className="text-[clamp(1.75rem,1.4rem+1.6vw,2.5rem)]">This link no longer works</h1>
      <p className="mt-3 text-lg text-muted">A link works once, for 30 minutes, and only whole: a mail program may have cut it in two.</p>
      <div className="mt-8">
        <ButtonLink to={again.to}>{again.words}</ButtonLink>
      </div>
    </div>
  );
}
