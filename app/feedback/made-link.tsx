import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { untilRunning, useRunning } from "../ui/use-running.ts";

/** A newly made link, focused and ready to be copied. It is shown only once. */
export function MadeLinkField({ url }: { url: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const [id, hint] = [useId(), useId()];
  const isRunning = useRunning();
  useEffect(() => field.current?.focus(), []);

  const copy = () =>
    void navigator.clipboard
      .writeText(url)
      .then(() => setSaid("Copied."))
      .catch(() => {
        field.current?.focus();
        setSaid("Your browser did not allow the copy. The link is selected: copy it yourself.");
      });

  return (
    <div className="mt-4 rounded-xl border border-line bg-good-soft px-4 py-3 text-good-ink">
      <label htmlFor={id} className="font-semibold">
        Your link is made
      </label>
      <p id={hint} className="text-sm">
        Copy it now: PrepPal does not keep it, so it is shown only once.
      </p>
      <div className="mt-1.5 flex flex-wrap gap-2">
        <input
          ref={field}
          id={id}
          aria-describedby={hint}
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-11 min-w-0 grow basis-64 rounded-xl border border-line-strong bg-surface px-3.5 text-base text-ink"
        />
        <Button variant="secondary" onClick={copy} className={isRunning ? "" : untilRunning}>
          Copy
        </Button>
      </div>
      <p role="status" className="font-semibold">
        {said}
      </p>
    </div>
  );
}
