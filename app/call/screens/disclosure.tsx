import { disclosure } from "../../../contract/disclosure.ts";
import { Alert } from "../../ui/alert.tsx";

/** What an interview is and where the voice goes: in full before the first one, in short afterwards. */
export function Disclosure({ isTold }: { isTold: boolean }) {
  if (!isTold)
    return (
      <div id={disclosedAt} tabIndex={-1}>
        <Alert title="Before your first interview">
          <Words />
        </Alert>
      </div>
    );
  return (
    <div className="text-sm text-muted">
      <p>You talk to an AI. Google’s Gemini hears your voice; PrepPal keeps the words only.</p>
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-accent-ink">
          Everything you were told
        </summary>
        <Words />
      </details>
    </div>
  );
}

const disclosedAt = "before-your-first-interview";

/** Beside the button: what beginning means, where it is the first time. */
export function Agreement() {
  return (
    <p className="text-sm text-muted">
      By beginning you agree to what is written under{" "}
      <a href={`#${disclosedAt}`} className="font-semibold text-accent-ink underline underline-offset-4 hover:decoration-2">
        Before your first interview
      </a>
      . PrepPal notes when you did.
    </p>
  );
}

function Words() {
  return (
    <ul className="list-disc space-y-1 ps-5">
      {disclosure.words.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
