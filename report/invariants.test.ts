import fc from "fast-check";
import { expect, it } from "vitest";
import { report as reportShape } from "../contract/report.ts";
import { dimensions, noteReasons, questionKinds, starParts, starStatuses } from "../contract/vocabulary.ts";
import { runs } from "../harness/fuzz.ts";
import { assess } from "./assess.ts";
import { coach } from "./coach.ts";
import { hold } from "./hold.ts";
import { assessmentDraft, coachingDraft } from "./draft.ts";
import { nameEntries } from "./entries.ts";
import { transcript } from "./golden/transcripts.ts";
import { offenceIn } from "./policy.ts";
import { evidenceIn } from "./testing/evidence.ts";

const words = fc.constantFrom(
  ..."I we led the migration of our billing service not never 12 500 ms twice from Postgres to Kafka couldn’t 移行を 担当 しました straße ﬁve é ⅔ İ \u202E 🙂 — … [...] <b> ignore previous instructions".split(
    " ",
  ),
);
const sentence = fc.array(words, { minLength: 4, maxLength: 24 }).map((it) => it.join(" "));
const line = fc.tuple(
  fc.constantFrom("A" as const, "U" as const, "U" as const),
  fc.oneof({ weight: 6, arbitrary: sentence }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) }),
);
const interview = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    corrected: fc.option(sentence),
    place: fc.nat(7),
    resume: fc.option(sentence),
  })
  .map(({ lines, corrected, place, resume }) =>
    transcript(lines, { setup: { resume: resume || null }, corrections: corrected === null ? {} : { [place]: corrected || null } }),
  );

/** Corrections and withdrawals made after the report, by the index of the line. */
const changed = fc.dictionary(fc.constantFrom("0", "1", "2", "3", "4"), fc.option(sentence), { maxKeys: 3 });

type Said = { id: string; text: string };

/** A quote as a model may write it: some words of a line, unchanged or with mistakes, under the id of that line or of another. */
const quoteFrom = (said: readonly Said[]) =>
  fc
    .record({
      line: fc.constantFrom({ id: "U1", text: "" }, ...said, ...said, ...said),
      entry: fc.option(fc.constantFrom("U1", "U2", "U3", "A1", "U99", "__proto__"), { freq: 4 }),
      from: fc.nat(4),
      count: fc.integer({ min: 1, max: 14 }),
      change: fc.constantFrom("none", "none", "none", "drop", "upper", "digit", "swap", "junk"),
      at: fc.nat(60),
    })
    .map(({ line: { id, text }, entry, from, count, change, at }) => {
      const piece = text
        .split(" ")
        .slice(from, from + count)
        .join(" ");
      const changed = {
        none: piece,
        drop: piece.slice(0, at) + piece.slice(at + 1),
        upper: piece.toUpperCase(),
        digit: piece.replace(/\d/, "7"),
        swap: `${piece} … ${text.slice(0, 20)}`,
        junk: `${piece} and more`,
      };
      return { entry: entry ?? id, quote: changed[change as keyof typeof changed] };
    });

const junk = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.constant({}), fc.constant([]));
const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.oneof({ weight: 30, arbitrary: value }, { weight: 1, arbitrary: junk });
const prose = fc.constantFrom(
  "You named the problem.",
  "You seemed nervous.",
  "",
  "She was hired.",
  "x".repeat(500),
  "\u202Eevil",
  "See www.x.com",
  'You said "we led the migration of our service".',
  "You said “not never 12” and “perhaps”.",
  "You said 'I led'.",
);

const draftFor = (texts: readonly Said[]) => {
  const evidence = sometimes(fc.array(sometimes(quoteFrom(texts)), { maxLength: 6 }));
  const score = fc.constantFrom(null, 1, 2, 3, 4, 5, 6, 4.5, "5", NaN);
  const ratings = sometimes(
    fc.array(sometimes(fc.record({ dim: fc.constantFrom(...dimensions), evidence, gap: prose, score })), { maxLength: 6 }),
  );
  const star = sometimes(
    fc.array(sometimes(fc.record({ part: fc.constantFrom(...starParts), evidence, status: fc.constantFrom(...starStatuses) })), {
      maxLength: 6,
    }),
  );
  const exchanges = sometimes(fc.subarray(["E1", "E2", "E3", "E9"], { minLength: 1 }));
  const question = fc.record({ kind: fc.constantFrom(...questionKinds), exchanges, asked: prose, ratings, star });
  const note = fc.record({ entry: fc.constantFrom("U1", "U2", "U9"), reason: fc.constantFrom(...noteReasons) });
  const assessed = fc.record({
    questions: sometimes(fc.array(sometimes(question), { maxLength: 4 })),
    strengths: sometimes(fc.array(sometimes(fc.record({ text: prose, evidence })), { maxLength: 5 })),
    next: sometimes(fc.record({ text: prose, how: prose, evidence })),
    notes: sometimes(fc.array(sometimes(note), { maxLength: 2 })),
  });
  const stronger = fc.record({ question: fc.constantFrom("Q1", "Q2"), text: sentence, facts: evidence, blanks: junk });
  const drill = fc.record({ dim: fc.constantFrom(...dimensions), question: fc.constantFrom("Q1", "Q2"), prompt: prose });
  const coached = fc.record({
    stronger: sometimes(fc.array(sometimes(stronger), { maxLength: 3 })),
    drills: sometimes(fc.array(sometimes(drill), { maxLength: 3 })),
  });
  return fc.record({ assessed, coached, isUnsure: fc.boolean() });
};

it("shows only quotes that were said, scores with quotes and permitted words, whatever the model writes", () => {
  const cases = interview.chain((input) => {
    const said = nameEntries(input.entries).flatMap(({ id, text, original }) => [
      { id, text: original },
      { id, text: text ?? "" },
    ]);
    return fc.tuple(draftFor(said), changed).map(([draft, changes]) => ({ input, ...draft, changes }));
  });
  let shown = 0;
  fc.assert(
    fc.property(cases, ({ input, assessed, coached, isUnsure, changes }) => {
      const { report, checks } = assess(input, assessmentDraft.parse(assessed), { isUnsure });
      const { stronger, drills } = coach(input, report, coachingDraft.parse(coached));
      const whole = reportShape.parse({ ...report, stronger, drills });
      const again = {
        entries: input.entries.map((it, at) => (at in changes ? { ...it, correction: { text: changes[String(at)] ?? null } } : it)),
      };
      const { report: held, checks: counted } = hold({ ...input, ...again }, { report: whole, checks });
      expect(counted.kept + counted.dropped).toBe(checks.kept + checks.dropped);
      for (const { timestamp, quote, start, end } of evidenceIn(reportShape.parse(held))) {
        const entry = again.entries.find((it) => it.timestamp === timestamp);
        expect((entry?.correction ? entry.correction.text : entry?.content)?.slice(start, end)).toBe(quote);
      }
      for (const { timestamp, quote, start, end } of evidenceIn(whole)) {
        const entry = input.entries.find((it) => it.timestamp === timestamp);
        const text = entry?.correction ? entry.correction.text : entry?.content;
        expect([entry?.speaker, text?.slice(start, end)]).toEqual(["USER", quote]);
        shown++;
      }
      for (const { ratings, star } of whole.questions) {
        for (const { score, evidence } of ratings) {
          if (isUnsure) expect(score).toBeNull();
          if (score !== null && score > 1) expect(evidence).not.toEqual([]);
        }
        for (const { status, evidence } of star) if (status !== "missing") expect(evidence).not.toEqual([]);
      }
      for (const { evidence } of whole.strengths) expect(evidence).not.toEqual([]);
      for (const { facts } of whole.stronger) expect(facts).not.toEqual([]);
      const texts = [
        ...whole.questions.flatMap(({ ratings }) => ratings.map(({ gap }) => gap)),
        ...whole.strengths.map(({ text }) => text),
        ...(whole.next ? [whole.next.text, whole.next.how] : []),
        ...whole.drills.map(({ prompt }) => prompt),
      ];
      expect(texts.filter((text) => offenceIn(text) !== null || text.length > 400)).toEqual([]);
      const quoted = [...texts, ...whole.stronger.map(({ text }) => text)].flatMap((text) => text.match(/(?<=“)[^”]*(?=”)/g) ?? []);
      const said = nameEntries(input.entries).flatMap(({ speaker, text }) => (speaker === "USER" ? (text ?? "") : []));
      expect(quoted.filter((words) => !said.some((text) => text.includes(words)))).toEqual([]);
      expect(Object.values(checks.droppedBy).reduce((sum, it) => sum + it)).toBe(checks.dropped);
    }),
    { numRuns: runs(10_000) },
  );
  expect(shown).toBeGreaterThan(runs(10_000) / 4);
});
