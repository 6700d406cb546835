import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";
import { Alert } from "../ui/alert.tsx";
import { Card } from "../ui/card.tsx";
import { Conversation } from "./conversation.tsx";
import { DownloadTranscript } from "./download-transcript.tsx";
import { isDemo, withoutNotes } from "./notes.ts";
import { Numbers } from "./numbers.tsx";
import { turnsOf } from "./turns.ts";

/** What was said, and what can be counted in it. */
export function Told({ interview, transcript }: { interview: Interview; transcript: TranscriptEntry[] }) {
  return (
    <>
      <Counted transcript={transcript} />
      <Card aria-labelledby="conversation">
        <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
          <h2 id="conversation" className="text-xl">
            What was said
          </h2>
          <DownloadTranscript interview={interview} transcript={transcript} />
        </div>
        <Conversation turns={turnsOf(transcript, interview.startedAt)} language={interview.language ?? "en"} />
      </Card>
    </>
  );
}

function Counted({ transcript }: { transcript: TranscriptEntry[] }) {
  if (!transcript.some(({ speaker }) => speaker === "USER"))
    return <Alert title="It ended before your first answer">That happens. Whenever you are ready, practise again.</Alert>;
  if (isDemo(transcript))
    return (
      <Alert title="This was the demo voice">
        It asked recorded questions and did not understand you: your answers are noted by their length only. With a Gemini key PrepPal
        listens and follows up.
      </Alert>
    );
  return <Numbers transcript={withoutNotes(transcript)} />;
}
