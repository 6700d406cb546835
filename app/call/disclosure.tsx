import { disclosure } from "../../contract/disclosure.ts";
import { Alert } from "../ui/alert.tsx";

/** What an interview is and where the voice goes: whole before the first one, in short afterwards. */
export function Disclosure({ isTold }: { isTold: boolean }) {
  if (!isTold)
    return (
      <Alert title="Before your first interview">
        <Words />
        <p className="mt-2">By pressing Begin Interview you agree to this. PrepPal notes when you did.</p>
      </Alert>
    );
  return (
    <div className="text-sm text-muted">
      <p>You talk to an AI. Google&apos;s Gemini hears your voice; PrepPal keeps the words only.</p>
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-accent-ink">All that you were told</summary>
        <Words />
      </details>
    </div>
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
