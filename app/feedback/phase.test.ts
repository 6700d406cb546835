import { expect, it } from "vitest";
import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";
import { deliveryMs, heldMs, phaseOf as phaseWith } from "./phase.ts";
import { conversation, interviewOf } from "./testing/interview.ts";

const endedAt = "2025-11-21T09:05:05.000Z";
const soon = Date.parse(endedAt) + deliveryMs - 1;
const late = Date.parse(endedAt) + deliveryMs;
const phaseOf = (...[interview, transcript, nowUnixMs]: [Interview, TranscriptEntry[], number]) =>
  phaseWith(interview, transcript, { nowUnixMs, isDelivered: true });

it("waits for the transcript while one may still come", () => {
  const running = interviewOf({ status: "IN_PROGRESS", endedAt: null, endReason: null });
  expect([
    phaseOf(running, [], late),
    phaseOf(interviewOf({ endedAt }), [], soon),
    phaseOf(interviewOf({ status: "ERROR", endReason: "GEMINI_FAILED", endedAt }), [], soon),
  ]).toEqual(["waiting", "waiting", "waiting"]);
});

it("stops waiting when none can come", () => {
  expect([
    phaseOf(interviewOf({ endedAt }), [], late),
    phaseOf(interviewOf({ endedAt, startedAt: null }), [], soon),
    phaseOf(interviewOf({ status: "PENDING", startedAt: null, endedAt: null, endReason: null }), [], soon),
    phaseOf(interviewOf({ endedAt }), conversation, soon),
    phaseOf(interviewOf({ status: "ERROR", endedAt }), conversation, soon),
  ]).toEqual(["silent", "silent", "unstarted", "spoken", "spoken"]);
});

it("does not report silence for words still kept for delivery", () => {
  const undelivered = (parts: Partial<Interview>, sinceEndMs: number) =>
    phaseWith(interviewOf({ endedAt, ...parts }), [], { nowUnixMs: Date.parse(endedAt) + sinceEndMs, isDelivered: false });
  expect([
    undelivered({}, deliveryMs),
    undelivered({}, heldMs - 1),
    undelivered({}, heldMs),
    undelivered({ startedAt: null }, 0),
    undelivered({ status: "ERROR", endReason: "GEMINI_FAILED" }, deliveryMs),
  ]).toEqual(["waiting", "waiting", "silent", "silent", "silent"]);
});
