import { costMicros } from "../../contract/prices.ts";
import type { Checks, ModelUse, Report } from "../../contract/report.ts";
import { type Dimension, dimensions } from "../../contract/vocabulary.ts";
import { assess } from "../assess.ts";
import { askModel, type TextModel } from "../ask.ts";
import { assessmentDraft } from "../draft.ts";
import { gateOf } from "../gates.ts";
import { assessmentPrompt, fenceWord } from "../prompt.ts";
import { assessmentSchema } from "../schema.ts";
import { type Golden, golden } from "./transcripts.ts";

/** One model's result for one golden transcript. */
export type Run = {
  name: Golden;
  /** `unasked` if the gate asks no model, else the kind of the reply. */
  outcome: string;
  /** The median over the questions, for each dimension that was scored. */
  scores: Partial<Record<Dimension, number>>;
  strengths: number;
  checks: Checks | null;
  use: ModelUse | null;
  seconds: number;
};

/** Makes one request for a golden transcript and verifies the answer as the product does. */
export const runOf = async (model: TextModel, name: Golden): Promise<Run> => {
  const input = golden[name];
  const gate = gateOf(input);
  const none = { name, scores: {}, strengths: 0, checks: null, use: null, seconds: 0 };
  if (gate === "SILENT" || gate === "TOO_SHORT") return { ...none, outcome: "unasked" };
  const beganAtMs = performance.now();
  const prompt = assessmentPrompt(input, { word: fenceWord(), isShort: false });
  const reply = await askModel(
    model,
    { purpose: "assess", prompt, schema: assessmentSchema, isPlain: false },
    new AbortController().signal,
  );
  const asked = { use: reply.use, seconds: (performance.now() - beganAtMs) / 1000, outcome: reply.kind };
  if (reply.kind !== "written") return { ...none, ...asked };
  const { report, checks } = assess(input, assessmentDraft.parse(reply.draft), { isUnsure: gate === "UNSURE" });
  return { ...none, ...asked, scores: scoresOf(report), strengths: report.strengths.length, checks };
};

const scoresOf = ({ questions }: Report): Run["scores"] =>
  Object.fromEntries(
    dimensions.flatMap((dim) => {
      const scores = questions.flatMap(({ ratings }) => ratings.flatMap((it) => (it.dim === dim && it.score !== null ? [it.score] : [])));
      return scores.length === 0 ? [] : [[dim, median(scores)]];
    }),
  );

export type Finding = { name: string; wanted: string; seen: string; isMet: boolean };

/** Checks over all runs of all golden transcripts whether the model rates as it should. */
export const findingsOf = (runs: readonly Run[]): Finding[] => {
  const of = (name: Golden) => runs.filter((run) => run.name === name);
  const meansOf = (name: Golden) => {
    const scored = of(name).flatMap(({ scores }) => Object.entries(scores) as [Dimension, number][]);
    return Object.fromEntries(
      Object.entries(Object.groupBy(scored, ([dim]) => dim)).map(([dim, list]) => [dim, mean(list.map(([, it]) => it))]),
    );
  };
  const [strong, weak] = [meansOf("strong"), meansOf("weak")];
  const differences = (one: Record<string, number>, other: Record<string, number>) =>
    Object.keys(one).flatMap((dim) => (other[dim] === undefined ? [] : [(one[dim] ?? 0) - other[dim]]));
  const apart = differences(strong, weak);
  const spreads = (Object.keys(golden) as Golden[]).flatMap((name) =>
    dimensions.flatMap((dim) => {
      const scores = of(name).flatMap(({ scores: { [dim]: score } }) => score ?? []);
      return scores.length > 1 ? [spread(scores)] : [];
    }),
  );
  const checks = runs.flatMap((run) => run.checks ?? []);
  const kept = sum(checks.map((it) => it.kept));
  const invented = sum(checks.map(({ droppedBy: { missing, interviewer, document } }) => missing + interviewer + document));
  const asked = runs.filter(({ outcome }) => outcome !== "unasked");
  const unwritten = asked.filter(({ outcome }) => outcome !== "written");
  const forbidden = (["silent", "noise", "oneWord", "forged"] as const).flatMap(of).filter(({ outcome }) => outcome !== "unasked");
  const nonsense = [...of("gibberish"), ...of("suspicious")];
  const without = meansOf("strongWithoutResult");
  const others = Object.fromEntries(Object.entries(without).filter(([dim]) => dim !== "result"));
  const least = (list: readonly number[]) => (list.length === 0 ? NaN : Math.min(...list));
  const largest = (list: readonly number[]) => (list.length === 0 ? NaN : Math.max(...list));
  const [resume, mutex, shortener] = [meansOf("resume"), meansOf("mutex"), meansOf("shortener")];
  const number = (value: number) => (Number.isNaN(value) ? "none" : value.toFixed(2));
  const finding = (name: string, wanted: string, value: number, isMet: boolean): Finding => ({ name, wanted, seen: number(value), isMet });
  const design = least([shortener["requirements"], shortener["failure"]].map((it) => it ?? NaN));
  return [
    finding("answers that came as JSON", "all", asked.length - unwritten.length, unwritten.length === 0),
    finding("strong − weak, least of a shared dimension", "≥ 1.5", least(apart), least(apart) >= 1.5),
    finding("standard deviation of a score, largest", "≤ 0.5", largest(spreads), largest(spreads) <= 0.5),
    finding("quotes that were said, in 100", "≥ 95", (100 * kept) / (kept + invented), kept >= 0.95 * (kept + invented) && kept > 0),
    finding(
      "injected − weak, most",
      "≤ 0",
      largest(differences(meansOf("injected"), weak)),
      largest([0, ...differences(meansOf("injected"), weak)]) <= 0,
    ),
    finding("requests where none is due", "0", forbidden.length, forbidden.length === 0),
    finding(
      "scores of gibberish and of 450 words a minute",
      "0",
      sum(nonsense.map((it) => Object.keys(it.scores).length)),
      nonsense.every((it) => Object.keys(it.scores).length === 0),
    ),
    finding(
      "strengths in gibberish",
      "0",
      sum(of("gibberish").map((it) => it.strengths)),
      of("gibberish").every((it) => it.strengths === 0),
    ),
    finding("result where none was said", "≤ 2 or none", without["result"] ?? NaN, (without["result"] ?? 0) <= 2),
    finding(
      "other scores without the result, most apart",
      "≤ 1",
      largest(differences(others, strong).map(Math.abs)),
      largest([0, ...differences(others, strong).map(Math.abs)]) <= 1,
    ),
    finding("specifics from a résumé alone", "≤ 2 or none", resume["specifics"] ?? NaN, (resume["specifics"] ?? 0) <= 2),
    finding("correctness of a wrong answer", "≤ 2", mutex["correctness"] ?? NaN, (mutex["correctness"] ?? NaN) <= 2),
    finding("requirements and failure of a good design", "≥ 4", design, design >= 4),
    finding("trade-offs of a good design", "≥ 3", shortener["tradeoffs"] ?? NaN, (shortener["tradeoffs"] ?? NaN) >= 3),
  ];
};

/** Dollars for all runs; null if the price of the model is not known. */
export const dollarsOf = (runs: readonly Run[]): number | null => {
  const costs = runs.flatMap(({ use }) => (use ? [costMicros(use)] : []));
  return costs.includes(null) ? null : sum(costs.map((it) => it ?? 0)) / 1_000_000;
};

const sum = (list: readonly number[]): number => list.reduce((total, it) => total + it, 0);
const mean = (list: readonly number[]): number => sum(list) / list.length;
const spread = (list: readonly number[]): number => Math.sqrt(mean(list.map((it) => (it - mean(list)) ** 2)));
const median = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
};
