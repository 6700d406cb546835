import { counted } from "../../../contract/amounts.ts";
import type { Report } from "../../../contract/report.ts";
import type { Delivery } from "../delivery/delivery.ts";
import {
  atLeastWords,
  countWordsOf,
  longestName,
  longPausesWords,
  measureWords,
  paceWords,
  rateWords,
  secondsWords,
  typicalThinkingWords,
} from "../delivery/delivery-words.ts";
import { Card } from "../../ui/card.tsx";
import { Fold } from "../../ui/fold.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import { TalkShare } from "./talk-share.tsx";
import { AnswerLengths } from "./answer-lengths.tsx";
import { SaidLines } from "./said-lines.tsx";
import { type Reading, useReading } from "./reading.ts";
import { spokenParts } from "./spoken-parts.ts";
import { Strip } from "./strip.tsx";

/** How the interview was spoken: counted, measured and described, never judged. */
export function DeliveryCard({ delivery, report }: { delivery: Delivery; report: Report | null }) {
  const { say, hasTranscript } = useReading();
  const { answers, talkShare, aiSpans, gaps, cutIns } = delivery;
  const parts = [
    ...aiSpans.map((span) => ({ ...span, is: "interviewer" as const })),
    ...answers.flatMap(spokenParts),
    ...gaps.map((span) => ({ ...span, is: "away" as const })),
  ];
  const isMeasured = answers.some(({ span }) => span !== null);
  const hasWords = delivery.userCount > 0;
  const groups = isMeasured ? [timeFacts(delivery, say), hasWords ? wordFacts(delivery, say) : []] : [countedFacts(delivery, say)];
  return (
    <Card id="delivery" aria-labelledby="delivery-title" className="space-y-6">
      <div>
        <h2 id="delivery-title" className="text-xl">
          Delivery
        </h2>
        <p className="mt-1 text-muted">
          {isMeasured
            ? `Measured from the sound${hasWords ? " and counted in the transcript" : ""}. These are facts, not marks: no length, pace or pause is right or wrong.`
            : "Counted in the transcript. These are facts, not marks."}
        </p>
      </div>
      {isMeasured ? (
        <Strip
          parts={parts}
          axis={{ startMs: 0, endMs: delivery.wholeMs ?? Math.max(...parts.map(({ endMs }) => endMs)) }}
          label={`The whole interview in time: ${counted(answers.length, "answer")}${longestWords(delivery)}.`}
        />
      ) : null}
      {/* Full rows: of three if the number of facts in a group is divisible by three, else of two. */}
      <dl className="grid grid-cols-2 gap-3 max-[21rem]:grid-cols-1 sm:grid-cols-6">
        {groups.map((facts) =>
          facts.map(({ name, value, place }) => (
            <div
              key={name}
              className={`flex break-inside-avoid flex-col-reverse justify-end rounded-xl bg-sunken px-4 py-3 max-sm:last:odd:col-span-full ${facts.length % 3 === 0 ? "sm:col-span-2" : "sm:col-span-3"}`}
            >
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="text-lg font-semibold tabular-nums">
                {place && hasTranscript ? (
                  <a href={`#${place}`} className="relative py-3.5 text-accent-ink underline underline-offset-4">
                    {value}
                  </a>
                ) : (
                  value
                )}
              </dd>
            </div>
          )),
        )}
      </dl>
      {hasWords ? (
        <div className="space-y-1 empty:hidden">
          <SaidLines id="fillers" summary="Where the fillers stand" found={answers.flatMap(({ fillers }) => fillers ?? [])} />
          <SaidLines id="hedges" summary="Where the hedges stand" found={answers.flatMap((answer) => answer.hedges ?? [])} />
        </div>
      ) : null}
      {talkShare === null ? null : (
        <div>
          <h3 className="mb-2">Who did the talking</h3>
          <TalkShare delivery={delivery} talkShare={talkShare} />
        </div>
      )}
      {answers.length < 2 ? null : (
        <div>
          <h3 className="mb-2">Length of each answer</h3>
          <AnswerLengths delivery={delivery} report={report} />
        </div>
      )}
      {cutIns && cutIns.byAi > 0 ? (
        <p>
          The interviewer came in while {say("you were", "the candidate was")} speaking ({cutIns.byAi}).
        </p>
      ) : null}
      {cutIns && cutIns.byUser > 0 ? (
        <p>
          {say("You", "The candidate")} came in while the interviewer was speaking ({cutIns.byUser}).
        </p>
      ) : null}
      {answers.length > 0 ? (
        <Fold summary="Every answer as a table">
          <DeliveryTable answers={answers} hasWords={hasWords} />
        </Fold>
      ) : null}
    </Card>
  );
}

const longestWords = (delivery: Delivery): string =>
  delivery.longestMs.value === null ? "" : `, the ${longestName(delivery)} ${secondsWords(delivery.longestMs.value)}`;

/** `place`: the anchor that shows what was counted. */
type Fact = { name: string; value: string; place?: string };

const countedFacts = (delivery: Delivery, say: Reading["say"]): Fact[] => {
  const { answers, userCount, unit } = delivery;
  return [
    { name: "Answers", value: String(answers.length) },
    {
      name: unit === "words" ? "Words per answer" : "Characters per answer",
      value: answers.length === 0 ? "–" : String(Math.round(userCount / answers.length)),
    },
    ...(userCount > 0 ? phraseFacts(delivery, say) : []),
  ];
};

const timeFacts = (delivery: Delivery, say: Reading["say"]): Fact[] => {
  const { answers, userCount, lengthMs, unit } = delivery;
  return [
    { name: "Answers", value: `${answers.length}${userCount > 0 ? ` (${countWordsOf(userCount, unit)})` : ""}` },
    { name: "Typical answer length (median)", value: measureWords(lengthMs, secondsWords) },
    {
      name: say("Typical time before you spoke (median)", "Typical time before an answer (median)"),
      value: typicalThinkingWords(delivery),
    },
    { name: "Pauses of 2 s or more", value: longPausesWords(delivery) },
  ];
};

/** The facts that are counted in words. There are none if the answers have no words, as in the demo. */
const wordFacts = (delivery: Delivery, say: Reading["say"]): Fact[] => [
  { name: "Typical pace (median)", value: measureWords(delivery.pace, (value) => paceWords(value, delivery.unit)) },
  ...phraseFacts(delivery, say),
];

/** The fewest words for which a share is given: with fewer it depends on chance. */
const fewestRatedWords = 50;

const phraseFacts = ({ unit, fillers, fillersPerMinute, hedges, userCount }: Delivery, say: Reading["say"]): Fact[] => [
  {
    name: "Fillers; recognisers often leave them out",
    value:
      fillers === null
        ? measureWords(fillersPerMinute, String)
        : `${atLeastWords(fillers)}${fillers > 0 && fillersPerMinute.value !== null ? `, ${rateWords(fillersPerMinute.value)} a minute` : ""}`,
    ...(fillers ? { place: "fillers" } : {}),
  },
  ...(hedges === null
    ? []
    : [
        {
          name: say("Hedges: often useful; look whether you meant them", "Hedges: often useful"),
          value:
            hedges === 0
              ? "None in the transcript"
              : `${hedges}${unit === "words" && userCount >= fewestRatedWords ? ` (${rateWords((100 * hedges) / userCount)} in 100 words)` : ""}`,
          ...(hedges > 0 ? { place: "hedges" } : {}),
        },
      ]),
];
