// @vitest-environment node
import { expect, it } from "vitest";
import { leavesIn, pathOf, statesIn } from "./state-paths.ts";

const value = { IN_PROGRESS: { client: "present", floor: "open", gemini: { resuming: "choosing" } } };

it("names every active state by the ids of its chart", () => {
  expect(statesIn("interview", value)).toEqual([
    "interview.IN_PROGRESS",
    "interview.IN_PROGRESS.client",
    "interview.IN_PROGRESS.client.present",
    "interview.IN_PROGRESS.floor",
    "interview.IN_PROGRESS.floor.open",
    "interview.IN_PROGRESS.gemini",
    "interview.IN_PROGRESS.gemini.resuming",
    "interview.IN_PROGRESS.gemini.resuming.choosing",
  ]);
  expect(statesIn("call", "live")).toEqual(["call.live"]);
});

it("takes the innermost state of each region as current", () => {
  expect(leavesIn("interview", value).map(pathOf)).toEqual([
    "IN_PROGRESS.client.present",
    "IN_PROGRESS.floor.open",
    "IN_PROGRESS.gemini.resuming.choosing",
  ]);
});
