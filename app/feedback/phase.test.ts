import { expect, it } from "vitest";
import { deliveryMs, phaseOf } from "./phase.ts";
import { conversation, interviewOf } from "./testing/interview.ts";

const endedAt = "2025-11-21T09:05:05.000Z";
const soon = Date.parse(endedAt) + deliveryMs - 1;
const late = Date.parse(endedAt) + deliveryMs;

it("waits for the transcript while one can still come", () => {
  const running = interviewOf({ status: "IN_PROGRESS", endedAt: null, endReason: null });
  expect([
    phaseOf(running, [], late),
    phaseOf(interviewOf({ endedAt }), [], soon),
    phaseOf(interviewOf({ status: "ERROR", endReason: "GEMINI_FAILED", endedAt }), [], soon),
  ]).toEqual(["waiting", "waiting", "waiting"]);
});

it("no longer waits when none can come", () => {
  expect([
    phaseOf(interviewOf({ endedAt }), [], late),
    phaseOf(interviewOf({ endedAt, startedAt: null }), [], soon),
    phaseOf(interviewOf({ status: "PENDING", startedAt: null, endedAt: null, endReason: null }), [], soon),
    phaseOf(interviewOf({ endedAt }), conversation, soon),
    phaseOf(interviewOf({ status: "ERROR", endedAt }), conversation, soon),
  ]).toEqual(["silent", "silent", "unstarted", "told", "told"]);
});
