import type { TranscriptEntry } from "../../contract/app-api.ts";
import { Card } from "../ui/card.tsx";
import { measuresOf } from "./measures.ts";
import { AnswerLengths, TalkShare } from "./pictures.tsx";

/** What the transcript can be counted for; nothing is judged. */
export function Numbers({ transcript }: { transcript: TranscriptEntry[] }) {
  const measures = measuresOf(transcript);
  const { talkShare, wordsPerAnswer, answers } = measures;
  return (
    <Card aria-labelledby="numbers" className="space-y-6">
      <h2 id="numbers" className="sr-only">
        What can be counted
      </h2>
      <dl className="grid grid-cols-2 gap-4">
        <Figure name="Answers" value={String(answers.length)} />
        <Figure name="Words per answer" value={wordsPerAnswer === null ? "–" : String(wordsPerAnswer)} />
      </dl>
      {talkShare === null ? null : (
        <div>
          <h3 className="mb-2">Who did the talking</h3>
          <TalkShare {...measures} talkShare={talkShare} />
        </div>
      )}
      {wordsPerAnswer === null || answers.length < 2 ? null : (
        <div>
          <h3 className="mb-2">Length of each answer</h3>
          <AnswerLengths answers={answers} wordsPerAnswer={wordsPerAnswer} />
        </div>
      )}
    </Card>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col-reverse justify-end rounded-xl bg-sunken break-inside-avoid px-4 py-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-3xl font-bold tabular-nums">{value}</dd>
    </div>
  );
}
