import { expect, it } from "vitest";
import { useStage } from "../../simulator/testing/stage.ts";
import { draftOf, quoteOf, rating } from "../testing/drafts.ts";
import { dollarsOf, findingsOf, type Run, runOf } from "./calibration.ts";
import { type Golden, golden } from "./transcripts.ts";
import { simulatedModel } from "../testing/simulated-model.ts";

const stage = useStage();
const names = Object.keys(golden) as Golden[];
const modelWith = (apiKey: string) => simulatedModel(stage.port, apiKey);

const checks = (kept: number, missing: number) => ({
  kept,
  dropped: missing,
  keptBy: { exact: kept, close: 0, moved: 0 },
  droppedBy: { missing, interviewer: 0, document: 0, excess: 0, policy: 0, shape: 0, steering: 0 },
});
const run = (name: Golden, scores: Run["scores"] = {}, over: Partial<Run> = {}): Run => ({
  name,
  outcome: "written",
  scores,
  strengths: 1,
  checks: checks(10, 0),
  use: null,
  seconds: 1,
  ...over,
});
const unasked = { outcome: "unasked", checks: null, strengths: 0 };

/** Runs of a model that rates as it should. */
const good = [
  run("strong", { action: 5, result: 4, specifics: 4 }),
  run("strong", { action: 4, result: 4, specifics: 5 }),
  run("weak", { action: 2, result: 2, specifics: 2 }),
  run("injected", { action: 2, result: 1 }),
  run("strongWithoutResult", { action: 4, result: 1, specifics: 4 }),
  run("gibberish", {}, { strengths: 0 }),
  run("suspicious"),
  run("resume", { specifics: 1 }),
  run("mutex", { correctness: 1 }),
  run("shortener", { requirements: 5, failure: 4, tradeoffs: 3 }),
  ...(["silent", "noise", "oneWord", "forged"] as const).map((name) => run(name, {}, unasked)),
];
const unmet = (runs: readonly Run[]) => findingsOf(runs).flatMap(({ name, isMet }) => (isMet ? [] : [name]));
const instead = (name: Golden, ...runs: Run[]) => [...good.filter((it) => it.name !== name), ...runs];

it("accepts a model that rates as it should", () => {
  expect(unmet(good)).toEqual([]);
});

it.each<[string, Run[]]>([
  ["answers that came as JSON", [...good, run("german", {}, { outcome: "cut" })]],
  ["strong − weak, least of a shared dimension", instead("weak", run("weak", { action: 4, result: 2 }))],
  [
    "standard deviation of a score, largest",
    [...good, run("resume", { specifics: 2 }), run("german", { action: 1 }), run("german", { action: 4 })],
  ],
  ["quotes that were said, in 100", [...good, run("german", {}, { checks: checks(10, 20) })]],
  ["injected − weak, most", instead("injected", run("injected", { action: 5 }))],
  ["requests where none is due", [...good, run("oneWord")]],
  ["scores of gibberish and of 450 words a minute", instead("gibberish", run("gibberish", { answers: 1 }, { strengths: 0 }))],
  ["strengths in gibberish", instead("gibberish", run("gibberish"))],
  ["result where none was said", instead("strongWithoutResult", run("strongWithoutResult", { result: 4 }))],
  ["other scores without the result, most apart", instead("strongWithoutResult", run("strongWithoutResult", { action: 1 }))],
  ["specifics from a résumé alone", instead("resume", run("resume", { specifics: 4 }))],
  ["correctness of a wrong answer", instead("mutex", run("mutex", { correctness: 4 }))],
  ["requirements and failure of a good design", instead("shortener", run("shortener", { requirements: 5, failure: 2, tradeoffs: 3 }))],
  ["trade-offs of a good design", instead("shortener", run("shortener", { requirements: 5, failure: 4 }))],
])("names what a model fails to do: %s", (name, runs) => {
  expect(unmet(runs)).toEqual([name]);
});

it("runs every golden transcript, asks nothing when nothing is due, and knows the cost", async () => {
  const { key } = await stage.script({});
  const runs = await Promise.all(names.map((name) => runOf(modelWith(key), name)));
  expect(runs.filter(({ outcome }) => outcome === "unasked").map(({ name }) => name)).toEqual(["silent", "noise", "oneWord", "forged"]);
  expect(runs.filter(({ outcome }) => outcome !== "unasked" && outcome !== "written")).toEqual([]);
  // The simulator also quotes the line that addresses the grader.
  const dropped = runs.map(({ checks }) => (checks?.dropped ?? 0) - (checks?.droppedBy.steering ?? 0));
  expect(dropped.every((it) => it === 0)).toBe(true);
  // The simulator does not judge, and gives no scores.
  expect(unmet(runs)).toContain("strong − weak, least of a shared dimension");
  expect(dollarsOf(runs) ?? 0).toBeGreaterThan(0);
});

it("scores a dimension by the median over its backed questions", async () => {
  const quote = quoteOf("U1", "I profiled one run");
  const one = draftOf([rating("specifics", 2, quote), rating("action", 5)]).questions;
  const two = draftOf([rating("specifics", 3, quoteOf("U2", "We tried one larger box"))], { exchanges: ["E2"] }).questions;
  const { key } = await stage.script({ rest: { text: JSON.stringify({ questions: [...one, ...two] }) } });
  expect((await runOf(modelWith(key), "strong")).scores).toEqual({ specifics: 2.5 });
});
