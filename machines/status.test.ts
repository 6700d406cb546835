import { expect, it } from "vitest";
import { mayMove, nextStatuses } from "./status.ts";

it("derives the moves between statuses from the chart", () => {
  expect(nextStatuses("PENDING")).toEqual(["COMPLETED", "IN_PROGRESS", "ERROR"]);
  expect(nextStatuses("IN_PROGRESS")).toEqual(["COMPLETED", "ERROR"]);
  expect(nextStatuses("COMPLETED")).toEqual([]);
  expect(nextStatuses("ERROR")).toEqual([]);
});

it("lets the candidate cancel and complete, but not report a start nor complete what never started", () => {
  expect(mayMove("PENDING", "ERROR", "user")).toBe(true);
  expect(mayMove("IN_PROGRESS", "COMPLETED", "user")).toBe(true);
  expect(mayMove("PENDING", "IN_PROGRESS", "user")).toBe(false);
  expect(mayMove("PENDING", "COMPLETED", "user")).toBe(false);
  expect(mayMove("PENDING", "COMPLETED", "worker")).toBe(true);
});
