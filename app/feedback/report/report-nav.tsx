import type { Report } from "../../../contract/report.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { sizedBy, sizeOf } from "./answer-sizes.ts";
import { answersTo, askedWords } from "./lookups.ts";
import { questionAnchor } from "./places.ts";

/** `isThere` is false for a section that is still to come. */
export type Section = { anchor: string; words: string; isThere: boolean };

/**
 * The sections of the page: beside it if there is room, else above it and always in reach. One that is still to come is written lighter,
 * with an ellipsis, in the width that it will have as a link.
 */
export function ReportNav({ report, delivery, sections }: { report: Report | null; delivery: Delivery; sections: Section[] }) {
  const by = sizedBy(delivery);
  const lengths = report?.questions.map((question) =>
    answersTo(report, question, delivery).reduce((total, answer) => total + sizeOf(answer, by), 0),
  );
  const longest = Math.max(1, ...(lengths ?? []));
  return (
    <nav
      aria-label="In this report"
      aria-hidden={sections.every(({ isThere }) => !isThere) || undefined}
      className="sticky top-0 z-5 -mx-(--beside) -mt-8 mb-6 sm:-mt-12 border-b border-line bg-paper px-(--beside) sm:mx-0 sm:px-0 lg:top-4 lg:-m-2 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto lg:border-0 lg:p-2 print:hidden"
    >
      <ul className="flex gap-x-4 overflow-x-auto lg:block lg:overflow-visible">
        {sections.map(({ anchor, words, isThere }) => (
          <li key={anchor} aria-hidden={!isThere || undefined} className="shrink-0">
            {isThere ? (
              <a href={`#${anchor}`} className={link}>
                {words}
              </a>
            ) : (
              <span
                data-words={words}
                className="grid min-h-11 cursor-progress content-center text-muted before:invisible before:h-0 before:font-semibold before:content-[attr(data-words)]"
              >
                <span className="w-0 whitespace-nowrap after:content-['…']">{words}</span>
              </span>
            )}
            {anchor === "questions" && report ? (
              <ol className="hidden border-l border-line pl-3 lg:block">
                {report.questions.map((question, index) => (
                  <li key={question.id}>
                    <a
                      href={`#${questionAnchor(question.id)}`}
                      aria-label={`Question ${index + 1}: ${askedWords(question)}`}
                      className={`${link} gap-2 text-sm`}
                    >
                      <span className="tabular-nums">{index + 1}</span>
                      <span aria-hidden="true" className="h-2 grow rounded-full bg-sunken forced-colors:border">
                        <span
                          className="block h-2 rounded-full bg-voice forced-color-adjust-none"
                          style={{ width: `${Math.round((100 * (lengths?.[index] ?? 0)) / longest)}%` }}
                        />
                      </span>
                    </a>
                  </li>
                ))}
              </ol>
            ) : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}

const link = "flex min-h-11 items-center font-semibold text-muted no-underline underline-offset-4 hover:text-accent-ink hover:underline";
