import type { Interview } from "../../contract/app-api.ts";
import type { InputEntry } from "../../contract/report.ts";
import { Button } from "../ui/button.tsx";
import { untilRunning, useRunning } from "../ui/use-running.ts";
import { fileName, transcriptText } from "./transcript-text.ts";

export function DownloadTranscript({ interview, entries }: { interview: Interview; entries: InputEntry[] }) {
  const isRunning = useRunning();
  const save = () => {
    const address = URL.createObjectURL(new Blob([transcriptText(interview, entries)], { type: "text/plain;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = fileName(interview, "txt");
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Button variant="secondary" className={isRunning ? "" : untilRunning} onClick={save}>
      <span className="sr-only">Download as</span> Text
    </Button>
  );
}
