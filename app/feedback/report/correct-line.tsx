import { Form, Link } from "@remix-run/react";
import { useId } from "react";
import type { InputEntry } from "../../../contract/report.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { usedText } from "../used-text.ts";
import { entryId } from "./places.ts";
import { useReading } from "./reading.ts";

const opener =
  "inline-flex min-h-6 items-center pointer-coarse:min-h-11 rounded text-sm font-semibold text-voice-ink underline-offset-4 hover:underline print:hidden";

/** Links to the page with the form for one line. A form for each line would multiply the size of a long interview's page. */
export function CorrectLink({ entry: { timestamp, isTyped } }: { entry: InputEntry }) {
  const { clockOf } = useReading();
  const words = isTyped ? "Correct it" : "Misheard?";
  return (
    <Link
      to={`?correct=${encodeURIComponent(timestamp)}#${entryId(timestamp)}`}
      preventScrollReset
      aria-label={`${words} ${clockOf(timestamp)}`}
      className={opener}
    >
      {words}
    </Link>
  );
}

/** Corrects what was misheard or mistyped, or takes back a line that somebody else spoke. The original is kept. */
export function CorrectLine({ entry, problem }: { entry: InputEntry; problem: string | undefined }) {
  const { language } = useReading();
  const id = useId();
  return (
    <Form method="post" preventScrollReset className="mt-2 space-y-2 print:hidden">
      <input type="hidden" name="timestamp" value={entry.timestamp} />
      <label htmlFor={id} className="block text-sm font-semibold">
        {entry.isTyped ? "What you wrote" : "What you said"}
      </label>
      <textarea
        id={id}
        name="text"
        rows={3}
        lang={language}
        dir="auto"
        autoFocus
        defaultValue={usedText(entry)}
        {...(problem ? { "aria-invalid": true, "aria-describedby": `${id}-problem` } : {})}
        className="block w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-base text-ink"
      />
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-sm font-semibold text-danger-ink">
          {problem}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" name="intent" value="correct">
          Save
        </Button>
        <Button type="submit" name="intent" value="withdraw" variant="secondary">
          These are not my words
        </Button>
        <ButtonLink to={`?#${entryId(entry.timestamp)}`} preventScrollReset variant="ghost">
          Leave it as it is
        </ButtonLink>
      </div>
    </Form>
  );
}
