// @vitest-environment node
import { expect, it } from "vitest";
import type { Observation } from "./observation.ts";
import { emptyTimeline, interviewsIn, isMove, lightsFor, stepsOf, type Timeline, timelineReducer } from "./timeline.ts";

const seen = (part: Partial<Observation>): Observation => ({
  ...{ side: "interview", interviewId: "a", atMs: 0, event: "xstate.init", fields: {}, value: "PENDING", context: {} },
  ...part,
});
const after = (...observations: Observation[]): Timeline => timelineReducer(emptyTimeline, { type: "observed", observations });
const brief = ({ steps }: Timeline) => steps.map((it) => [it.side, it.event, it.before, it.after]);

it("keeps the states before and after each event per side and per interview", () => {
  const timeline = after(
    seen({ atMs: 1 }),
    seen({ atMs: 2, side: "call", value: { initializing: "lobby" } }),
    seen({ atMs: 3, interviewId: "b" }),
    seen({ atMs: 4, event: "gemini.ready", value: "IN_PROGRESS" }),
    seen({ atMs: 5, side: "call", event: "call.begun", value: { initializing: "opening" } }),
  );
  expect(brief(timeline)).toEqual([
    ["interview", "xstate.init", null, "PENDING"],
    ["call", "xstate.init", null, { initializing: "lobby" }],
    ["interview", "xstate.init", null, "PENDING"],
    ["interview", "gemini.ready", "PENDING", "IN_PROGRESS"],
    ["call", "call.begun", { initializing: "lobby" }, { initializing: "opening" }],
  ]);
  expect(stepsOf(timeline, "b").map((it) => it.number)).toEqual([3]);
});

it("orders events of both sides by time, however late a message arrives", () => {
  const timeline = after(seen({ atMs: 10 }), seen({ atMs: 30, event: "gemini.ready" }), seen({ atMs: 20, side: "call", value: "live" }));
  expect(timeline.steps.map((it) => it.atMs)).toEqual([10, 20, 30]);
});

it("keeps each side's own order even when its clock stands still or steps back", () => {
  const timeline = after(seen({ atMs: 10 }), seen({ atMs: 10, event: "b" }), seen({ atMs: 9, event: "c" }));
  expect(timeline.steps.map((it) => it.event)).toEqual(["xstate.init", "b", "c"]);
});

it("starts over when a machine is restarted", () => {
  const timeline = after(seen({ value: "COMPLETED" }), seen({ value: "PENDING" }));
  expect(timeline.steps.at(-1)?.before).toBeNull();
});

it("clears everything when the relay connects, since the relay then replays all of it", () => {
  expect(timelineReducer(after(seen({})), { type: "connected" })).toEqual(emptyTimeline);
});

it("lists the interview that began last first, whichever had the latest event", () => {
  const observations = [seen({ atMs: 1 }), seen({ atMs: 2, interviewId: "b" }), seen({ atMs: 3, event: "gemini.ready" })];
  expect(interviewsIn(after(...observations))).toEqual(["b", "a"]);
});

it("keeps the last 500 events of each interview, and one that is quiet while another goes on", () => {
  const quiet = seen({ interviewId: "b", value: "IN_PROGRESS" });
  const timeline = after(quiet, ...Array.from({ length: 600 }, (_, atMs) => seen({ atMs, event: "gemini.transcribed" })));
  const steps = stepsOf(timeline, "a");
  expect(steps).toHaveLength(500);
  expect(steps[0]?.number).toBe(102);
  expect(stepsOf(timeline, "b")).toHaveLength(1);
});

it("shows both charts as they stood after the chosen event, and the states it left", () => {
  const { steps } = after(
    seen({ atMs: 1 }),
    seen({ atMs: 2, side: "call", value: "connecting" }),
    seen({ atMs: 3, event: "gemini.ready", value: "IN_PROGRESS" }),
    seen({ atMs: 4, side: "call", event: "session.started", value: "live" }),
  );
  const chosen = steps[2] ?? null;
  expect(lightsFor(steps, "interview", chosen)).toEqual({ active: "IN_PROGRESS", left: "PENDING" });
  expect(lightsFor(steps, "call", chosen)).toEqual({ active: "connecting", left: null });
  expect(lightsFor(steps, "call", null)).toEqual({ active: "live", left: null });
});

it("tells events that moved the machine from those that did not", () => {
  const { steps } = after(
    seen({ atMs: 1 }),
    seen({ atMs: 2, event: "client.joined" }),
    seen({ atMs: 3, event: "gemini.ready", value: "IN_PROGRESS" }),
  );
  expect(steps.map(isMove)).toEqual([true, false, true]);
});
