import { expect, it } from "vitest";
import { measuresOf } from "../delivery/measures.ts";
import { interviewOf } from "../testing/interview.ts";
import { feedbackOf, spokenEntries, spokenSession, wholeReport } from "../testing/report.ts";
import { reportMarkdown } from "./report-markdown.ts";

type Parts = { feedback?: Parameters<typeof feedbackOf>[1]; state?: Parameters<typeof feedbackOf>[0]; entries?: typeof spokenEntries };

/** The blocks of the exported file. */
const exported = ({ feedback, state = "READY", entries = spokenEntries }: Parts = {}) => {
  const interview = interviewOf();
  const delivery = measuresOf({ setup: interview, entries, session: spokenSession });
  return reportMarkdown({ interview, feedback: feedbackOf(state, feedback), entries, delivery }).split("\n\n");
};

it("writes what the page shows of a report, section by section", () => {
  const written = exported();
  const upTo = written.indexOf("## What was said");
  expect(written.slice(0, upTo).join("\n\n")).toBe(`# Frontend Engineer

Mock interview on PrepPal, 21 Nov 2025, 09:01 UTC

## Try this next

**Say the result in one sentence.**

What changed, by how much, and how you know. In answer 3 no outcome was stated.

> “it went well in the end” (1:09)

## What worked

In answer 1 you gave figures before and after the change.

> “our nightly import took nine hours and missed the shop's opening twice a week” (0:07)
>
> “It fell to fifty minutes” (0:07)

In answer 1 you named an option that you rejected, and its cost.

> “a full rewrite would have cost a month” (0:07)

## Answers

### 1. A hard problem you solved, and why you did not add hardware

33.6 s long, thought 1.4 s, 1 pause of 2 s or more.

11.8 s long, thought 1.2 s.

Parts of the story: Situation told, Task told, Action told, Result told, Learning not found.

**Own action**: 5 of 5, also an obstacle met or an option rejected.

> “found that 70 % went into per-row lookups, and batched them” (0:07)
>
> “a full rewrite would have cost a month, so I rejected it” (0:07)

**Result**: 4 of 5, measured, or confirmed by others. Missing: How the result was measured was not said.

> “It fell to fifty minutes” (0:07)
>
> “we have not missed an opening since March” (0:07)

**Context**: 4 of 5, stakes and own responsibility.

> “our nightly import took nine hours and missed the shop's opening twice a week” (0:07)
>
> “I owned it” (0:07)

**Learning**: not enough evidence to rate.

### 2. A time when you disagreed with somebody

22.5 s long, thought 5.5 s, 2 pauses of 2 s or more.

Parts of the story: Situation in part, Task not found, Action in part, Result in part, Learning not found.

**Answers the question**: 2 of 5, topic touched, main ask unanswered. Missing: The disagreement itself was not described.

> “we kind of looked at it as a team and fixed it” (1:09)

**Result**: 2 of 5, called good, and no more said of it. Missing: No outcome with a number or a witness was stated.

> “it went well in the end” (1:09)

Stronger version: Our team disagreed on \\[what about\\]. We looked at it together and fixed it. Afterwards \\[the result in numbers\\].

## Drills

- Result: Tell the same story in four sentences and end with a number.
- Answers the question: Name the person's view and yours in the first sentence.

## Delivery

- Answers: 3
- Typical answer length (median): 22.5 s
- Typical time before you spoke (median): 1.4 s
- Pauses of 2 s or more: 3
- Typical pace (median): 107 words a minute
- Fillers: At least 3 (um 1:09, you know 1:09, kind of 1:09)
- Hedges: 1 (kind of 1:09)`);
  expect(written.slice(upTo + 1).map((block) => block.slice(0, 40))).toEqual([
    "**Interviewer** (0:01): Hello, and welco",
    "**You** (0:07): At Northwind our nightly",
    "**Interviewer** (0:42): Why not add hard",
    "**You** (0:46): We tried one larger box ",
    "**Interviewer** (0:59): And a time when ",
    "**You** (1:09): Well, um, we had some pr",
    "**Interviewer** (1:33): Thank you, that ",
    "## How this was made",
    "Written by AI (gemini-3.8-flash-002, 21 ",
  ]);
  expect(written.at(-1)).toBe(
    "Written by AI (gemini-3.8-flash-002, 21 Nov 2025) from the transcript; practice feedback, not an assessment for hiring. " +
      "16 quotes checked against what was said, 2 removed. Version 1, rubric 1, prompt 1.\n",
  );
});

it("leaves out each part that a report does not have", () => {
  const bare = { ...wholeReport, next: null, strengths: [], questions: [], drills: [] };
  const titles = (parts: Parts) => exported(parts).filter((block) => block.startsWith("#"));
  const last = ["## What was said", "## How this was made"];
  expect(titles({ feedback: { report: bare } })).toEqual(["# Frontend Engineer", "## Delivery", ...last]);
  const silent = spokenEntries.filter(({ speaker }) => speaker === "AI");
  expect(titles({ state: "SILENT", entries: silent })).toEqual(["# Frontend Engineer", "## What was said"]);
  const unknown = { model: null, modelVersion: null, createdAt: null, checks: null, rubricVersion: null, promptVersion: null };
  expect(exported({ feedback: { report: bare, ...unknown } }).at(-1)).toBe(
    "Written by AI (model not named) from the transcript; practice feedback, not an assessment for hiring. Version 1, rubric –, prompt –.\n",
  );
});

it("says how uncertain an estimated time before an answer is", () => {
  const entries = spokenEntries.map((it) => (it.speech ? { ...it, speech: { ...it.speech, timing: "estimated" as const } } : it));
  expect(exported({ entries }).join("\n")).toContain("- Typical time before you spoke (median): 1.4 s (± 0.2 s)\n");
});

it("says of an interview whose sound was not measured what its words tell", () => {
  const entries = spokenEntries.map((it, index) => ({ ...it, speech: null, content: index === 5 ? "It was fixed." : it.content }));
  const written = exported({ entries, feedback: { modelVersion: null } });
  const of = (title: string) => written[written.indexOf(title) + 1];
  expect(of("## Delivery")?.split("\n")).toEqual([
    "- Answers: 3",
    "- Typical answer length (median): Not measured",
    "- Typical time before you spoke (median): Not measured",
    "- Pauses of 2 s or more: Not measured",
    "- Typical pace (median): Not measured",
    "- Fillers: None in the transcript",
    "- Hedges: None in the transcript",
  ]);
  expect(of("### 1. A hard problem you solved, and why you did not add hardware")).toMatch(/^Parts of the story/);
  expect(of("## How this was made")).toContain("(gemini-3.8-flash, 21 Nov 2025)");
});

it("says nothing of pace, fillers and hedges where nothing was said in words", () => {
  const entries = spokenEntries.map((it) => (it.speaker === "USER" ? { ...it, content: "[laughter]" } : it));
  const written = exported({ state: "SILENT", entries });
  const delivery = written[written.indexOf("## Delivery") + 1];
  expect(delivery).toContain("Typical answer length");
  expect(delivery).not.toMatch(/pace|Fillers|Hedges/);
});

it("says how many answers are left out, and of what was not rated why", () => {
  const questions = wholeReport.questions.slice(0, 1).map((it) => ({ ...it, star: [] }));
  const written = exported({ feedback: { report: { ...wholeReport, questions }, leftOut: 2, isUnsure: true } });
  expect(written).toContain("2 of your answers are not looked at here.");
  expect(written).toContain("**Learning**: not rated: the transcript is not sure enough.");
  expect(written.filter((block) => block.startsWith("Parts of the story"))).toEqual([]);
});

/** The last answer as it is written in the file. */
const written = (content: string) =>
  exported({ state: "NONE", entries: spokenEntries.map((it, index) => (index === 5 ? { ...it, content } : it)) }).at(-2);

it("escapes everything said, so that none of it acts as Markdown or HTML", () => {
  const said = "# Hi <script>alert(1)</script> [a](javascript:b) *c* `d` | e\n- f\n> g ~~h~~\n1. i";
  expect(written(said)).toBe(
    String.raw`**You** (1:09): \# Hi \<script\>alert(1)\</script\> \[a\](javascript:b) \*c\* ${"\\`d\\`"} \| e \- f \> g \~\~h\~\~ 1\. i`,
  );
});

it("writes every kind of line break as a blank, as it would begin a heading, a block or another speaker's turn", () => {
  const breaks = ["\n", "\r", "\r\r", "\r\n\r\n", "\f", "\v", "\u0085", "\u2028", "\u2029"];
  expect(breaks.map((it) => written(`Yes.${it}===${it}    Interviewer: Well done.`))).toEqual(
    breaks.map(() => "**You** (1:09): Yes. === Interviewer: Well done."),
  );
});

it("keeps a typed character reference literal", () => {
  expect(written("I put &copy; and &lt;b&gt; where R&D had none")).toContain(String.raw`I put \&copy; and \&lt;b\&gt; where R\&D had none`);
});

it("sets words that run from right to left apart from the English before them", () => {
  expect(written("نقلنا نظام الدفع في ٣ أشهر.")).toBe("**You** (1:09): \u2068نقلنا نظام الدفع في ٣ أشهر.\u2069");
});

it("says first when the transcript has changed since the report was made", () => {
  expect(exported({ feedback: { isStale: true } })[2]).toBe("The transcript has changed since the report was made.");
  expect(exported({ feedback: { isStale: true, report: null } })[2]).toBe(exported({ feedback: { report: null } })[2]);
});
