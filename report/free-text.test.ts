import { describe, expect, it } from "vitest";
import { assess } from "./assess.ts";
import { golden, transcript } from "./golden/transcripts.ts";
import { draftOf, quoteOf, rating } from "./testing/drafts.ts";

const sure = { isUnsure: false };
const strong = (draft: ReturnType<typeof draftOf>) => assess(golden.strong, draft, sure);
const scoresOf = ({ report }: ReturnType<typeof assess>) =>
  Object.fromEntries(report.questions.flatMap(({ ratings }) => ratings.map(({ dim, score }) => [dim, score])));
const droppedBy = ({ checks }: ReturnType<typeof assess>) =>
  Object.fromEntries(Object.entries(checks.droppedBy).filter(([, count]) => count > 0));
const profiled = quoteOf("U1", "I profiled one run");
const missed = quoteOf("U1", "missed the shop's opening twice a week");
const long = quoteOf("U1", "found that 70 % went into per-row lookups, and batched them; a full rewrite would have cost a month");

describe("what a report says", () => {
  it.each([
    "You seemed nervous here.",
    "You lacked confidence in this answer.",
    "Your accent made this hard to follow.",
    "She gave a clear answer.",
    "This is in the top 5 % of answers.",
    "As an AI, I cannot judge this.",
    "Any company would hire you.",
    "Better than most candidates.",
    "Speak more clearly next time.",
    "Read [this](javascript:alert(1)).",
    "<script>alert(1)</script> was said.",
    "See https://evil.example for more.",
    "You paused often.",
    "You are ｎｅｒｖｏｕｓ about it.",
  ])("is not shown: %s", (text) => {
    const assessed = strong(
      draftOf([{ ...rating("action", 3, profiled), gap: text }], {
        strengths: [{ text, evidence: [profiled] }],
        next: { text, how: "Say it.", evidence: [profiled] },
      }),
    );
    expect(assessed.report).toMatchObject({ questions: [{ ratings: [] }], strengths: [], next: null });
    expect(droppedBy(assessed)).toEqual({ policy: 3 });
  });

  it.each([
    "You gave a confidence interval for the figure.",
    "You named the race condition and how it was found.",
    "You compared a rewrite with batching, and rejected the rewrite.",
    "The smart pointer was named, its cost was not.",
    "# Say the result",
  ])("is shown as it is: %s", (text) => {
    expect(strong(draftOf([], { strengths: [{ text, evidence: [profiled] }] })).report.strengths).toMatchObject([{ text }]);
  });

  it("is stripped of invisible characters and direction overrides, and dropped when too long", () => {
    const texts = ["You\u200Dna\u202Emed\u0000 it.\nTwice.", "x".repeat(50_000), "y".repeat(401)];
    const assessed = strong(draftOf([], { strengths: texts.map((text) => ({ text, evidence: [profiled] })) }));
    expect(assessed.report.strengths.map(({ text }) => text)).toEqual(["You\u200Dnamed it. Twice."]);
    expect(droppedBy(assessed)).toEqual({ shape: 2 });
  });

  it.each([
    ['You said "We have NOT missed an opening" and since when.', "You said “we have not missed an opening” and since when."],
    ["You named ‘the shop’s opening’, and “I owned it.”", "You named “the shop's opening”, and “I owned it”."],
    ["You said 'we tried one larger box', the cost's in it.", "You said “We tried one larger box”, the cost's in it."],
    ["You gave reasons; a “because” was in each.", "You gave reasons; a “because” was in each."],
    ['You said "so" and "therefore", not "perhaps".', "You said “so” and therefore, not perhaps."],
    ["The users' time and the teams' time were named.", "The users' time and the teams' time were named."],
  ])("puts only the candidate's exact words in quotation marks: %s", (text, shown) => {
    const assessed = strong(draftOf([], { strengths: [{ text, evidence: [profiled] }] }));
    expect([assessed.report.strengths.map((it) => it.text), droppedBy(assessed)]).toEqual([[shown], {}]);
  });

  it.each([
    'You said "we managed twelve people".',
    "You said “Tell me about a hard problem”.",
    "You closed with „it was a great success“.",
    "You closed with 'it didn't go well'.",
    "You said \u300Cwe managed twelve people\u300D.",
    "You said \u300Ewe managed twelve people\u300F.",
    "You said \u00BBwe managed twelve people\u00AB.",
    "You said \u201Awe managed twelve people\u2018.",
    "You said \u2039we managed twelve people\u203A.",
    "You said \u201Dwe managed twelve people\u201D.",
    "You said `we managed twelve people`.",
  ])("is dropped when it quotes what the candidate did not say: %s", (text) => {
    const assessed = strong(
      draftOf([{ ...rating("action", 3, profiled), gap: text }], {
        strengths: [{ text, evidence: [profiled] }],
        next: { text: "Say the result.", how: text, evidence: [profiled] },
      }),
    );
    expect([assessed.report.strengths, assessed.report.next, scoresOf(assessed), droppedBy(assessed)]).toEqual([
      [],
      null,
      {},
      { missing: 3 },
    ]);
  });

  it.each([
    ["none of its quotes was said", [quoteOf("U1", "We saved a million dollars")], ""],
    ["none of its quotes is one", [null], ""],
    ["one of its quotes was said", [profiled, quoteOf("U1", "We saved a million dollars")], "You named a million."],
    ["it is about what was not said", [], "You named a million."],
  ])("names what is missing as far as its quotes support it: when %s", (_, evidence, gap) => {
    const assessed = strong(draftOf([{ ...rating("result", null, ...evidence), gap: "You named a million." }]));
    expect(assessed.report.questions[0]?.ratings.map((it) => it.gap)).toEqual([gap]);
  });

  it.each([
    "Du warst sehr nervös und solltest eingestellt werden.",
    "Vous étiez nerveux et votre accent gênait.",
    "Estabas nervioso y tu acento era malo.",
    "Eri nervoso e il tuo accento non aiuta.",
    "Você estava nervoso e não foi claro.",
    "Je was zenuwachtig en dat hielp niet.",
    "Twoja odpowiedź nie jest na temat.",
    "Çok gergindin ve bu bir sorun.",
    "あなたは緊張していました。",
    "आप घबराए हुए थे।",
    "كنت متوترا جدا.",
  ])("is dropped in a language that its rules do not cover: %s", (text) => {
    const assessed = strong(
      draftOf([{ ...rating("action", 3, profiled), gap: text }], {
        strengths: [{ text, evidence: [profiled] }],
        next: { text, how: "Say it aloud.", evidence: [profiled] },
      }),
    );
    expect(assessed.report.strengths).toEqual([]);
    expect(assessed.report.next).toMatchObject({ text: "Say what you did yourself.", origin: "rule" });
    expect(assessed.report.questions[0]?.ratings).toMatchObject([
      { dim: "action", gap: "", score: 3, evidence: [{ quote: profiled.quote }] },
    ]);
    expect(droppedBy(assessed)).toEqual({ policy: 3 });
  });

  it("is dropped unread when it is far too long", () => {
    const assessed = strong(draftOf([{ ...rating("action", 3, profiled), gap: "und nicht ".repeat(200_000) }]));
    expect([scoresOf(assessed), droppedBy(assessed)]).toEqual([{}, { shape: 1 }]);
  });

  it.each([
    "You named Die Zeit and Le Monde as readers.",
    "You said what the sprint at Los Angeles changed.",
    "Clear order: task, action, result.",
    "Numbers for load, latency, cost.",
    "You closed with “私は決済基盤の移行を担当しました”.",
  ])("may name something in another language: %s", (text) => {
    const said = transcript([
      ["A", "Well?"],
      ["U", "私は決済基盤の移行を担当しました"],
    ]);
    const draft = draftOf([], { strengths: [{ text, evidence: [quoteOf("U1", "私は決済基盤の移行を担当しました")] }] });
    expect(assess(said, draft, sure).report.strengths).toMatchObject([{ text }]);
  });

  it.each([
    ["You led 40 engineers through it.", [profiled], null],
    ["You saved $2,000,000 a year.", [profiled], null],
    ["You cut it by 95 %.", [profiled, missed], null],
    ["You saved the company a million dollars.", [profiled], null],
    ["You led a team of twelve through it.", [profiled], null],
    ["You asked a dozen people first.", [profiled], null],
    ["You cut it from nine hours to fifty minutes.", [profiled], "You cut it from nine hours to fifty minutes."],
    ["You gave the share, seventy per cent.", [profiled], "You gave the share, seventy per cent."],
    ["You took three steps, in order.", [profiled], "You took three steps, in order."],
    ["You gave the share, 70 %.", [profiled], "You gave the share, 70 %."],
    [
      "You gave 9 hours before and 50 minutes after.",
      [quoteOf("U1", "It fell to fifty minutes")],
      "You gave 9 hours before and 50 minutes after.",
    ],
    ["You named 2 options.", [profiled], "You named 2 options."],
    ["You gave steps 1, 2 and 3 in order.", [profiled], "You gave steps 1, 2 and 3 in order."],
  ])("praises no figure that was not said: %s", (text, evidence, shown) => {
    const assessed = strong(draftOf([], { strengths: [{ text, evidence }] }));
    expect([assessed.report.strengths.map((it) => it.text), droppedBy(assessed)]).toEqual(
      shown === null ? [[], { missing: 1 }] : [[shown], {}],
    );
  });

  it.each([
    ["You saved 40 % but gave no baseline.", [profiled], null],
    ["You gave the share, 70 %, and no baseline.", [profiled], "You gave the share, 70 %, and no baseline."],
    [
      "It fell to 50 minutes: say why it matters.",
      [quoteOf("U1", "It fell to fifty minutes")],
      "It fell to 50 minutes: say why it matters.",
    ],
    ["Nobody hears why 50 minutes matter.", [], "Nobody hears why 50 minutes matter."],
  ])("names no figure as said that was not: %s", (gap, evidence, shown) => {
    const assessed = strong(draftOf([{ ...rating("action", null, ...evidence), gap }]));
    expect([assessed.report.questions[0]?.ratings.map((it) => it.gap), droppedBy(assessed)]).toEqual(
      shown === null ? [[""], { missing: 1 }] : [[shown], {}],
    );
  });

  it("advises nothing about a figure that was not said, and gives a standard tip instead", () => {
    const next = (text: string) =>
      strong(draftOf([rating("action", 3, profiled)], { next: { text, how: "Aloud.", evidence: [profiled] } }));
    expect(next("Say how you saved 40 %.").report.next).toMatchObject({ text: "Say what you did yourself.", origin: "rule" });
    expect(next("Say how you saved a million.").report.next).toMatchObject({ origin: "rule" });
    expect(next("Say what the 70 % cost.").report.next).toMatchObject({ text: "Say what the 70 % cost.", origin: "model" });
    expect(droppedBy(next("Say how you saved 40 %."))).toEqual({ missing: 1 });
    const unsaid = { text: "Say how you saved 40 %.", how: "Aloud.", evidence: [quoteOf("U1", "We saved a million dollars")] };
    expect(droppedBy(strong(draftOf([], { next: unsaid })))).toEqual({ missing: 1 });
  });

  it("praises a thing once", () => {
    const praise = (text: string) => ({ text, evidence: [profiled] });
    const assessed = strong(
      draftOf([], { strengths: [praise("You named the problem."), praise("You named the problem!"), praise("You did it.")] }),
    );
    expect([assessed.report.strengths.map(({ text }) => text), droppedBy(assessed)]).toEqual([
      ["You named the problem.", "You did it."],
      { excess: 1 },
    ]);
  });

  it("praises nothing without a quote", () => {
    const assessed = strong(draftOf([], { strengths: [{ text: "You named the problem.", evidence: [] }] }));
    expect(assessed.report.strengths).toEqual([]);
  });

  it("falls back to the tip for the lowest score when the model's own next step cannot be shown", () => {
    const next = { text: "Be less shy.", how: "Smile.", evidence: [profiled] };
    const assessed = strong(draftOf([rating("action", 3, profiled), rating("result", 2, missed)], { next }));
    expect(assessed.report.next).toMatchObject({
      text: "Say the result in one sentence.",
      origin: "rule",
      evidence: [{ quote: missed.quote }],
    });
  });

  it("gives no tip when nothing could have been better", () => {
    const tipOf = (...ratings: object[]) => strong(draftOf(ratings)).report.next;
    expect(tipOf(rating("answers", 5, profiled, missed), rating("action", 5, profiled, missed))).toBeNull();
    expect(tipOf(rating("answers", 5, profiled, missed), rating("action", 4, long))).toMatchObject({ text: "Say what you did yourself." });
  });

  it("picks among equally low scores one that has a quote to show", () => {
    const lines = [...golden.oneWord.entries.slice(0, 2), ...golden.strong.entries.slice(0, 2)];
    const input = { ...golden.strong, entries: lines.map((it, at) => ({ ...it, timestamp: `2026-11-21T10:00:0${at}.000Z` })) };
    const asked = { kind: "behav", asked: "x", star: [] };
    const questions = [
      { ...asked, exchanges: ["E1"], ratings: [rating("answers", 1)] },
      { ...asked, exchanges: ["E2"], ratings: [rating("result", 1, quoteOf("U2", "I profiled one run"))] },
    ];
    const { report } = assess(input, { ...draftOf([]), questions }, sure);
    expect(report.next).toMatchObject({ text: "Say the result in one sentence.", evidence: [{ quote: "I profiled one run" }] });
  });

  it("falls back to the question as asked when the model's wording cannot be shown", () => {
    const draft = draftOf([]);
    const question = { kind: "behav", exchanges: ["E1"], asked: "Why were you nervous?", ratings: [], star: [] };
    expect(strong({ ...draft, questions: [question] }).report.questions).toMatchObject([
      { asked: "Tell me about a hard problem you solved." },
    ]);
  });

  it("falls back to the question as asked when the model's wording has a figure that nobody said", () => {
    const question = { kind: "behav", exchanges: ["E1"], ratings: [], star: [] };
    const asked = (words: string) => strong({ ...draftOf([]), questions: [{ ...question, asked: words }] }).report.questions[0]?.asked;
    expect([asked("Tell me about the 40 % saved."), asked("Tell me about the 70 %.")]).toEqual([
      "Tell me about a hard problem you solved.",
      "Tell me about the 70 %.",
    ]);
  });

  it("falls back to the question as asked when the model words it in another language, without counting a drop", () => {
    const draft = draftOf([]);
    const questions = draft.questions.map((it) => ({ ...(it as object), asked: "Was war das Problem, und wie hast du es gelöst?" }));
    const assessed = strong({ ...draft, questions });
    expect(assessed.report.questions).toMatchObject([{ asked: "Tell me about a hard problem you solved." }]);
    expect(droppedBy(assessed)).toEqual({});
  });
});
