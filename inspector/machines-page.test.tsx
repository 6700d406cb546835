import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { AnyStateMachine } from "xstate";
import { expect, it, vi } from "vitest";
import { chartGraph } from "./chart-graph.ts";
import { chartPlan } from "./chart-plan.ts";
import { chartView } from "./chart-view.ts";
import { machines } from "./machines.ts";
import { MachinesPage } from "./machines-page.tsx";
import type { Observation, Side } from "./observation.ts";
import { emptyTimeline, timelineReducer } from "./timeline.ts";

/** A chart without layout, which would take seconds; positions are tested in chart-view.test.ts. */
const unplaced = (machine: AnyStateMachine) => {
  const plan = chartPlan(chartGraph(machine));
  return chartView(plan, plan.elk);
};
const charts = { interview: unplaced(machines.interview), call: unplaced(machines.call), feedback: unplaced(machines.feedback) };

const live = { connection: "connected", microphone: "on", speaker: "playing" };
const steps: Partial<Observation>[] = [
  { side: "call", event: "xstate.init", value: { initializing: "lobby" } },
  { side: "interview", event: "xstate.init", value: { PENDING: "idle" } },
  { side: "interview", event: "gemini.ready", value: { IN_PROGRESS: { client: "present", floor: "open", gemini: "conversing" } } },
  { side: "call", event: "session.started", value: { live }, fields: { endsAtMs: 5 }, context: { attempts: 1 } },
  { side: "call", event: "caption.received", value: { live } },
];
const observations = steps.map((it, atMs): Observation => ({
  side: "call",
  interviewId: "42",
  atMs,
  event: "",
  value: "",
  fields: {},
  context: {},
  ...it,
}));
const timeline = timelineReducer(emptyTimeline, { type: "observed", observations });

const lit = (side: Side) => screen.getByRole("img", { name: new RegExp(`^The ${side} machine`) }).querySelector("title")?.textContent;
const events = () =>
  within(screen.getByRole("list"))
    .getAllByRole("button")
    .map((it) => it.querySelector("code")?.textContent);
const eventButton = (name: RegExp) => within(screen.getByRole("list")).getByRole("button", { name });

it("lights the current states of the running interview on both of its charts", () => {
  render(<MachinesPage charts={charts} timeline={timeline} status="connected" />);
  expect(lit("interview")).toBe(
    "The interview machine: in IN_PROGRESS.client.present and IN_PROGRESS.floor.open and IN_PROGRESS.gemini.conversing",
  );
  expect(lit("call")).toBe("The call machine: in live.connection.connected and live.microphone.on and live.speaker.playing");
  expect(screen.getByText("Watching")).toBeVisible();
});

it("lists every event, newest first, or only those that changed a state", async () => {
  render(<MachinesPage charts={charts} timeline={timeline} status="connected" />);
  expect(events()).toEqual(["caption.received", "session.started { endsAtMs: 5 }", "gemini.ready", "started", "started"]);
  await userEvent.click(screen.getByRole("checkbox", { name: "Only those that changed a state" }));
  expect(events()).toEqual(["session.started { endsAtMs: 5 }", "gemini.ready", "started", "started"]);
});

it("shows an event's times to a tenth of a millisecond", () => {
  const ended = { ...observations[0]!, event: "gemini.turnEnded", fields: { audibleForMs: 199.95833333333212, isMarked: true } };
  render(
    <MachinesPage
      charts={charts}
      timeline={timelineReducer(emptyTimeline, { type: "observed", observations: [ended] })}
      status="connected"
    />,
  );
  expect(events()).toEqual(["gemini.turnEnded { audibleForMs: 200, isMarked: true }"]);
});

it("shows the states before and after a clicked event on both charts, until returning to now", async () => {
  render(<MachinesPage charts={charts} timeline={timeline} status="connected" />);
  await userEvent.click(eventButton(/gemini\.ready/));
  const detail = screen.getByRole("region", { name: /gemini\.ready/ });
  const [before, after] = within(detail)
    .getAllByRole("definition")
    .map((it) => it.textContent);
  expect(before).toBe("PENDING.idle");
  expect(after).toBe("IN_PROGRESS.client.presentIN_PROGRESS.floor.openIN_PROGRESS.gemini.conversing");
  expect(lit("call")).toBe("The call machine: in initializing.lobby");
  await userEvent.click(within(detail).getByRole("button", { name: "Back to now" }));
  expect(lit("call")).toContain("live.connection.connected");
});

it("walks through the events with the arrow keys and leaves with Escape", async () => {
  render(<MachinesPage charts={charts} timeline={timeline} status="connected" />);
  await userEvent.click(eventButton(/session\.started/));
  await userEvent.keyboard("{ArrowDown}");
  expect(screen.getByRole("heading", { level: 3, name: /gemini\.ready/ })).toBeVisible();
  expect(eventButton(/gemini\.ready/)).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}{ArrowUp}");
  expect(screen.getByRole("heading", { level: 3, name: /caption\.received/ })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("heading", { level: 3 })).toBeNull();
});

it("shows a single chart when asked", async () => {
  render(<MachinesPage charts={charts} timeline={timeline} status="connected" />);
  await userEvent.click(screen.getByRole("radio", { name: "Call" }));
  expect(screen.getAllByRole("img").map((it) => it.querySelector("title")?.textContent?.split(":")[0])).toEqual(["The call machine"]);
});

it("lights the report's job once there is one", () => {
  const { rerender } = render(<MachinesPage charts={charts} timeline={timeline} status="connected" />);
  expect(lit("feedback")).toBe("The feedback machine: not running");
  const run = { side: "feedback", interviewId: "42", atMs: 9, event: "run.due", value: "reading", fields: {}, context: {} } as const;
  const later = timelineReducer(timeline, { type: "observed", observations: [run] });
  rerender(<MachinesPage charts={charts} timeline={later} status="connected" />);
  expect(lit("feedback")).toBe("The feedback machine: in reading");
  expect(events()[0]).toBe("run.due");
});

it("draws the charts when there is nothing to watch, and says how to start watching", () => {
  render(<MachinesPage charts={charts} timeline={emptyTimeline} status="off" />);
  expect(lit("interview")).toBe("The interview machine: not running");
  expect(screen.getByText("npm run dev -- --inspect")).toBeVisible();
});

it("shows a chart whole, however large it is, and zooms out no further", async () => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(356);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(543);
  const large = { ...charts, call: { ...charts.call, width: 8900, height: 4400 } };
  render(<MachinesPage charts={large} timeline={emptyTimeline} status="connected" />);
  const view = within(screen.getByRole("toolbar", { name: "View of the call chart" }));
  const drawing = screen.getByRole("img", { name: /^The call machine/ });
  for (const button of ["Zoom in", "Show all", "Zoom out"]) await userEvent.click(view.getByRole("button", { name: button }));
  vi.restoreAllMocks();
  expect([Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))]).toEqual([356, 176]);
});

it("does not say that nothing runs where nothing is watched", () => {
  render(<MachinesPage charts={charts} timeline={emptyTimeline} status="off" />);
  expect(screen.getByText("npm run dev -- --inspect")).toBeVisible();
  expect(screen.getAllByText("Not watched")).toHaveLength(3);
  expect(screen.getByText("Without --inspect no events are shown.")).toBeVisible();
  expect(screen.queryByText(/Not running|it appears here/)).toBeNull();
});
