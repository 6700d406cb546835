import type { Interview } from "../../contract/app-api.ts";
import type { InputEntry } from "../../contract/report.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { untilRunning, useRunning } from "../ui/use-running.ts";
import { DownloadTranscript } from "./download-transcript.tsx";

const link =
  "inline-flex min-h-11 items-center rounded-full border border-line-strong bg-surface px-(--inside) py-2 font-semibold text-ink no-underline hover:border-accent hover:bg-accent-soft";

type ExportsProps = { interview: Interview; entries: InputEntry[]; hasReport: boolean; hasNumbers: boolean };

/** Offers everything on the page as files. */
export function Exports({ interview, entries, hasReport, hasNumbers }: ExportsProps) {
  const isRunning = useRunning();
  return (
    <Card aria-labelledby="exports" className="print:hidden">
      <h2 id="exports" className="text-xl">
        Take it with you
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-muted">
        {hasReport ? "The report with numbers and transcript." : hasNumbers ? "The transcript with its numbers." : "The transcript."} Your
        browser prints it, or saves it as PDF.
      </p>
      <div className="flex flex-wrap gap-3">
        <a href={`/interview/${interview.id}/export?as=markdown`} download className={link}>
          <span className="sr-only">Download as</span> Markdown
        </a>
        <a href={`/interview/${interview.id}/export?as=json`} download className={link}>
          <span className="sr-only">Download as</span> JSON
        </a>
        <DownloadTranscript interview={interview} entries={entries} />
        <Button variant="secondary" className={isRunning ? "" : untilRunning} onClick={() => window.print()}>
          Print
        </Button>
      </div>
    </Card>
  );
}
