import { expect, it } from "vitest";
import type { Feedback } from "../../contract/report.ts";
import type { ReportFailure, ReportState } from "../../contract/vocabulary.ts";
import { conversation } from "../feedback/testing/interview.ts";
import { feedbackOf, inputEntry, spokenEntries, wholeReport } from "../feedback/testing/report.ts";
import { quoteId } from "../feedback/report/places.ts";
import { DB, Visitor } from "../testing/host.ts";
import { tellInterview, wordsOf } from "../testing/told.ts";

const plain = conversation.map((entry) => inputEntry(entry));
const pageOf = async (told: Parameters<typeof tellInterview>[1]) => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada, told);
  const response = await ada.get(`/interview/${id}/feedback`);
  return { ada, id, response, path: `/interview/${id}/feedback` };
};
const words = async (told: Parameters<typeof tellInterview>[1]) => wordsOf((await pageOf(told)).response);

it("shows one thing to try next, then strengths, answers, numbers, transcript and how it was made", async () => {
  const whole = await words({});
  const page = whole.slice(whole.indexOf("Practise again"));
  const order = [
    "Try this next Say the result in one sentence.",
    "What worked In answer 1 you gave figures before and after the change.",
    "Your answers",
    "A hard problem you solved",
    "33.6 s long, thought 1.4 s, 1 pause of 2 s or more",
    "Situation ✓ told",
    "Learning – not found",
    "Measured, or confirmed by others.",
    "Missing: How the result was measured was not said.",
    "Not enough evidence to rate.",
    "Show a stronger version",
    "[the result in numbers]",
    "Drills",
    "Tell the same story in four sentences",
    "Delivery",
    "At least 3, 3.1 a minute",
    "The interviewer came in while you were speaking (1).",
    "What was said",
    "How this was made",
    "gemini-3.8-flash-002",
    "16 quotes checked against what you said, 2 removed.",
  ];
  const places = order.map((it) => page.indexOf(it));
  expect(order.filter((_, index) => (places[index] ?? -1) < 0)).toEqual([]);
  expect(places).toEqual([...places].sort((left, right) => left - right));
});

it("links every quote to its words, marks them there, and links back", async () => {
  const html = await (await pageOf({})).response.text();
  const targets = [...html.matchAll(/href="#(e-[^"]+)"/g)].map((it) => it[1] ?? "");
  const quotes = targets.filter((it) => it.split("-").length === 4);
  const { next, strengths, questions, stronger } = wholeReport;
  const shown = [next, ...strengths, ...questions.flatMap(({ ratings }) => ratings)].flatMap((it) => it?.evidence ?? []);
  expect(new Set(quotes)).toEqual(new Set([...shown, ...stronger.flatMap(({ facts }) => facts)].map(quoteId)));
  expect(targets.filter((id) => !html.includes(` id="${id}"`))).toEqual([]);
  const marks = [...html.matchAll(/<mark[^>]*>(.*?)<\/mark>/g)].map((it) =>
    (it[1] ?? "").replace(/<[^>]+>/g, "").replaceAll("&#x27;", "'"),
  );
  expect(marks).toContain("it went well in the end");
  const said = spokenEntries.filter(({ speaker }) => speaker === "USER").map(({ content }) => content);
  expect(marks.filter((mark) => !said.some((it) => it.includes(mark)))).toEqual([]);
  const back = [...html.matchAll(/href="#((?:next|strengths|question)[^"]*)"/g)].map((it) => it[1] ?? "");
  expect(back.length).toBeGreaterThan(5);
  expect(back.filter((id) => !html.includes(` id="${id}"`))).toEqual([]);
});

it.each([
  ["garbled", "If it was misheard, correct it."],
  ["steering", "it speaks to whoever writes the report"],
  ["other_language", "it is in another language"],
] as const)("says beside a line why the report did not use it: %s", async (reason, sentence) => {
  const note = { entry: "U3", timestamp: spokenEntries[5]?.timestamp ?? "", reason };
  const page = await words({ feedback: feedbackOf("READY", { report: { ...wholeReport, notes: [note] } }) });
  expect(page.slice(page.indexOf("Well, um, we had some problems"))).toContain("Left out of the report:");
  expect(page).toContain(sentence);
  expect(await words({})).not.toContain("Left out of the report");
});

const states: [string, Feedback | null, string][] = [
  ["was never asked for", null, "There is no report of this interview yet"],
  ["waits for its turn", feedbackOf("QUEUED", { createdAt: new Date().toISOString() }), "Your report is being written"],
  [
    "is tried again later",
    feedbackOf("WORKING", { attempt: 2, nextAt: new Date(Date.now() + 121_000).toISOString() }),
    "The AI that writes it is busy; the next try is in ",
  ],
  ["takes long", feedbackOf("WORKING", { createdAt: new Date(Date.now() - 100_000).toISOString() }), "You can leave; it will be here."],
  ["is half there", feedbackOf("PARTIAL"), "The stronger versions and drills are still being written."],
  ["has too little to go by", feedbackOf("TOO_SHORT"), "Answer at least two questions"],
  ["has no words to go by", feedbackOf("SILENT"), "There are no words of yours in it"],
  ["cannot be read any more", feedbackOf("READY", { report: null }), "The report cannot be shown"],
  ["doubts the transcript", feedbackOf("UNSURE_TRANSCRIPT"), "Correct the lines that were misheard"],
  [
    "has nothing left after its check",
    feedbackOf("READY", { report: { ...wholeReport, questions: [], strengths: [], next: null, stronger: [], drills: [] } }),
    "The draft could not be backed by your words, so nothing is shown.",
  ],
  [
    "has no quote left after its check",
    feedbackOf("READY", {
      report: {
        ...wholeReport,
        questions: wholeReport.questions.map((it) => ({
          ...it,
          ratings: it.ratings.map((rating) => ({ ...rating, evidence: [], score: null, gap: "" })),
          star: it.star.map((part) => ({ ...part, evidence: [], status: "missing" as const })),
        })),
        strengths: [],
        next: null,
        stronger: [],
        drills: [],
      },
    }),
    "The draft could not be backed by your words, so no answer is rated.",
  ],
];

it.each(states)("says that a report %s, and keeps transcript and numbers", async (_, feedback, sentence) => {
  const page = await words({ feedback });
  expect(page).toContain(sentence);
  expect(page).toContain("What was said");
  expect(page).toContain("it went well in the end");
  expect(page).toContain("Typical answer length (median)");
});

const failures: [ReportFailure, string, boolean][] = [
  ["quota", "Try again tomorrow.", true],
  ["blocked", "If a line was misheard, correct it; then the report can be asked for again.", false],
  ["refused", "That was our mistake, not yours", true],
  ["unavailable", "out of reach for a day", true],
  ["configuration", "not set up to write reports", true],
];

it.each<[string, Feedback]>([
  ["had too little to go by", feedbackOf("TOO_SHORT")],
  ["had no words to go by", feedbackOf("SILENT")],
  ["doubted the transcript", feedbackOf("UNSURE_TRANSCRIPT")],
  ["was refused", feedbackOf("FAILED", { failure: "blocked" })],
])("can be made again when it %s and the words have changed since", async (_, feedback) => {
  expect(await words({ feedback })).not.toMatch(/Make it again|Try again /);
  const page = await words({ feedback: { ...feedback, inputHash: "0".repeat(64) } });
  expect(page).toMatch(/Make it again|Try again /);
});

it("does not blame the recogniser when corrections replace the text, and says how to get scores", async () => {
  const { ada, id, path } = await pageOf({ feedback: feedbackOf("UNSURE_TRANSCRIPT") });
  const timestamp = spokenEntries[5]?.timestamp ?? "";
  await ada.post(`/api/interviews/${id}/corrections`, {
    timestamp,
    text: "Everything was different, and nobody had been there before us.",
  });
  const page = await wordsOf(await ada.get(path));
  expect(page).toContain("The corrections replace most of what was heard");
  expect(page).not.toContain("Words and sound do not fit together");
});

it("counts a report's time from its own request, not from the previous one", async () => {
  const { ada, id, path } = await pageOf({});
  await DB.prepare("update feedback set created_at = '2025-11-21T09:05:06.000Z' where interview_id = ?").bind(id).run();
  await DB.prepare(
    "insert into feedback (id, interview_id, version, job_id, state, created_at, asked_at) values (?, ?, 2, ?, 'WORKING', ?, ?)",
  )
    .bind(crypto.randomUUID(), id, crypto.randomUUID(), new Date(Date.now() - 20_000).toISOString(), new Date().toISOString())
    .run();
  const page = await wordsOf(await ada.get(path));
  expect(page).toMatch(/So far 2\d s\./);
  expect(page).not.toContain("You can leave; it will be here.");
});

it.each(["TOO_SHORT", "PARTIAL", "QUEUED"] as const)("shows the outcome of a button in any report state: %s", async (state) => {
  const { ada, path } = await pageOf({ feedback: feedbackOf(state) });
  expect(await wordsOf(await ada.submit(path, { intent: "explode" }))).toContain("PrepPal does not know what this form asks for.");
});

it.each(failures)(
  "says why a report failed (%s), what stays, and offers a retry only when it may help",
  async (failure, sentence, mayRetry) => {
    const page = await words({ feedback: feedbackOf("FAILED", { failure }) });
    expect(page).toContain(sentence);
    expect(page).toContain("Your transcript and your numbers are below");
    expect(page.includes("Try again ")).toBe(mayRetry || failure === "quota");
    expect(page).toContain("Typical answer length (median)");
  },
);

it("keeps the previous report visible when a newer one fails", async () => {
  const { ada, id, path } = await pageOf({});
  await DB.prepare(
    "insert into feedback (id, interview_id, version, job_id, state, failure, created_at, asked_at) values (?, ?, 2, ?, 'FAILED', 'unavailable', ?, ?)",
  )
    .bind(crypto.randomUUID(), id, crypto.randomUUID(), new Date().toISOString(), new Date().toISOString())
    .run();
  const page = await wordsOf(await ada.get(path));
  expect(page).toContain("and so is the report that was made before");
  expect(page).toContain("Say the result in one sentence.");
});

it("shows no report when nobody answered", async () => {
  const page = await words({ entries: plain.slice(0, 1), session: null, feedback: feedbackOf("SILENT") });
  expect(page).toContain("It ended before your first answer");
  expect(page).not.toMatch(/your report|report of this|no report/i);
});

it("makes the report again on request, at most three times a day", async () => {
  const { ada, id, path } = await pageOf({ feedback: feedbackOf("FAILED", { failure: "unavailable" }) });
  for (let count = 0; count < 3; count += 1) {
    const answer = await ada.submit(path, { intent: "remake" });
    expect([answer.status, answer.headers.get("Location")]).toEqual([302, path]);
  }
  const refused = await ada.submit(path, { intent: "remake" });
  expect([refused.status, refused.headers.has("Retry-After")]).toEqual([429, true]);
  const states = await DB.prepare("select max(version) as n from feedback where interview_id = ?").bind(id).first<{ n: number }>();
  expect(states?.n).toBe(4);
});

it("begins an interview of one question on one point with the previous set-up", async () => {
  const { ada, path } = await pageOf({ setup: { language: "de", minutes: 45, jobDescription: "Run things." } });
  const answer = await ada.submit(path, { intent: "practise", dim: "result", question: "A hard problem you solved" });
  const id = /\/interview\/([^/]+)\/session$/.exec(answer.headers.get("Location") ?? "")?.[1] ?? "";
  const { interview, plan } = (await (await ada.get(`/api/interviews/${id}?plan`)).json()) as Record<string, unknown>;
  expect(plan).toMatchObject({
    questions: [{ topic: "A hard problem you solved", question: "A hard problem you solved", source: "role" }],
  });
  expect(interview).toMatchObject({
    status: "PENDING",
    role: "Backend Engineer",
    language: "de",
    minutes: 10,
    jobDescription: "Run things.",
    focus: ["Say the result in one sentence."],
    questions: ["A hard problem you solved"],
  });
});

it("renders anything in a report or a line as plain text", async () => {
  const odd = `<script>alert(1)</script> [x](javascript:alert(1)) \u202E\u200B # "quoted" ${"very ".repeat(60)}long`;
  const entries = spokenEntries.map((it) => ({ ...it, content: `${odd} ${it.content}` }));
  const report = {
    ...wholeReport,
    strengths: wholeReport.strengths.map((it) => ({ ...it, text: odd })),
    questions: wholeReport.questions.map((it) => ({ ...it, asked: odd.slice(0, 120) })),
    drills: wholeReport.drills.map((it) => ({ ...it, prompt: odd })),
  };
  const { response } = await pageOf({ entries, feedback: feedbackOf("READY", { report }), setup: { role: "<b>Pilot</b>" } });
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).not.toContain("<script>alert(1)");
  expect(html).not.toContain("<b>Pilot");
  expect(html).not.toContain('href="javascript:');
});

it.each<[string, Record<string, string>]>([
  ["nothing known", { intent: "explode" }],
  ["nothing", {}],
])("refuses a form that asks for %s, and shows the page", async (_, form) => {
  const { ada, path } = await pageOf({});
  const answer = await ada.submit(path, form);
  expect([answer.status, await wordsOf(answer)]).toEqual([400, expect.stringContaining("PrepPal does not know what this form asks for.")]);
});

it.each<ReportState>(["READY", "FAILED", "QUEUED"])("returns its state %s with the measures as JSON", async (state) => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada, { feedback: feedbackOf(state, state === "FAILED" ? { failure: "quota" } : {}) });
  const { feedback } = (await (await ada.get(`/api/interviews/${id}/feedback`)).json()) as { feedback: Record<string, unknown> };
  expect(feedback).toMatchObject({
    state,
    measures: { thinkingMs: { value: 1_400 }, longPauses: { value: 3 }, talkShare: { of: "time" } },
  });
});
