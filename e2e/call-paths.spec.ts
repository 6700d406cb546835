import { expect } from "@playwright/test";
import type { AnyEventObject } from "xstate";
import { callMachine } from "../machines/call.ts";
import type { CallInput } from "../machines/call/events.ts";
import { leavesOf, nameOf, statesOf, transitionsOf } from "../machines/chart.ts";
import { itemsOf } from "../machines/models/coverage.ts";
import { taskAnswers } from "../machines/recording/recordable.ts";
import { uncoverable } from "./call-model/browser-model.ts";
import { bring, knownHappenings } from "./call-model/happenings.ts";
import { findPaths } from "./call-model/paths.ts";
import { passing, settle, type Sight, sightOf, sights } from "./call-model/sights.ts";
import { test } from "./call-model/stage.ts";
import { withoutPage } from "./test.ts";

test.use({ actionTimeout: 5_000 });

const { paths, missing } = await findPaths();

withoutPage("every state of the call has an expected sight, and every event and delay a way to bring it about", () => {
  const { done, failed } = taskAnswers.mintToken;
  const leaves = statesOf(callMachine).filter(({ type }) => type === "atomic" || type === "final");
  const awaited = transitionsOf(callMachine).flatMap(({ event }) =>
    event === "always" ? [] : [event.replace("after ", "").replace("done mintToken", done).replace("failed mintToken", failed)],
  );
  const said = { states: [...Object.keys(sights), ...passing].toSorted(), happenings: knownHappenings.toSorted() };
  expect(said).toEqual({ states: leaves.map(nameOf).toSorted(), happenings: [...new Set(awaited)].toSorted() });
});

withoutPage("the paths cover every transition, guard outcome and delay of the call that a page can reach", ({}, { annotations }) => {
  expect(missing).toEqual(Object.keys(uncoverable));
  const steps = paths.reduce((sum, it) => sum + it.steps.length, 0);
  const items = itemsOf(callMachine).length;
  const description = `${paths.length} paths of ${steps} steps cover ${items - missing.length} of ${items} states, transitions, guard outcomes and delays`;
  annotations.push({ type: "coverage", description });
});

for (const { input, start, steps } of paths) {
  if (!isCallInput(input)) throw new Error("A path starts from something else than a call");
  const events = steps.map(({ event }) => nameOfEvent(event));

  test([beginning(input), ...events].join(", "), async ({ open }) => {
    const expected = [start, ...steps.map(({ value }) => value)].map((value, at) => sightOf(value, { input, told: steps.slice(0, at) }));
    const stage = await open(input);
    const seen = [await settle(stage.page, expected[0])];
    for (const [at, step] of steps.entries()) {
      if (String(seen.at(-1)) !== String(expected[at])) break;
      const from = leavesOf(steps[at - 1]?.value ?? start);
      await bring(stage, step, { from, to: leavesOf(step.value) });
      seen.push(await settle(stage.page, expected[at + 1]));
    }
    const named = (sights: readonly Sight[]) => sights.map((sight, at) => ({ after: events[at - 1] ?? "opening the page", sight }));
    // If a step shows something else, the steps after it were not played.
    expect(named(seen)).toEqual(named(expected.slice(0, seen.length)));
  });
}

function isCallInput(input: object): input is CallInput {
  return "interviewId" in input && "resumeToken" in input;
}

function beginning({ resumeToken, isTakeover, isEnded }: CallInput): string {
  if (resumeToken === null) return "first visit";
  if (isEnded) return "reloaded at its end";
  return isTakeover ? "beside another tab" : "reloaded";
}

function nameOfEvent({ type, code, problem, cause, floor, patience, what, clientId, delay }: AnyEventObject): string {
  return type === "delay.elapsed"
    ? `after ${delay}`
    : [type, code, problem, cause, floor, patience, what, clientId].filter((it) => it !== undefined).join(" ");
}
