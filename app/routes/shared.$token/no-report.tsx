import { ButtonLink } from "../../ui/button.tsx";

/** Shown for a link that no longer opens a report, or never did. */
export function NoReport() {
  return (
    <div className="mx-auto max-w-xl py-8 text-center sm:py-16">
      <h1 className="text-[clamp(1.75rem,1.4rem+1.6vw,2.5rem)]">This link opens no report</h1>
      <p className="mt-3 text-lg text-muted">
        It has expired, its candidate has taken it back or deleted what it showed, or it is not whole. Ask whoever sent it to you.
      </p>
      <div className="mt-8">
        <ButtonLink to="/">Go to the start</ButtonLink>
      </div>
    </div>
  );
}
