import { afterEach, expect, it, vi } from "vitest";
import { createActor, createMachine } from "xstate";
import { inspection } from "./inspection.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const machine = createMachine({
  id: "interview",
  initial: "PENDING",
  states: { PENDING: { on: { "gemini.ready": "IN_PROGRESS" } }, IN_PROGRESS: {} },
});

const sent: { type: string; name?: string; sessionId: string; event?: unknown; snapshot?: { value: unknown } }[] = [];
const opened: string[] = [];
/** The inspector keeps whichever WebSocket class it finds first. */
class Relay {
  onopen: (() => void) | null = null;
  constructor(url: string) {
    opened.push(url);
    queueMicrotask(() => this.onopen?.());
  }
  send(text: string) {
    sent.push(JSON.parse(text));
  }
}

it("watches nothing in a build without the inspector", () => {
  expect(inspection("interview", "42")).toEqual({});
});

it.each(["interview", "feedback"] as const)(
  "sends what the actor of the %s chart does to the relay, under the interview's id",
  async (chart) => {
    sent.length = opened.length = 0;
    vi.stubGlobal("WebSocket", Relay);
    vi.stubGlobal("__INSPECTOR__", "ws://localhost:8791");

    const actor = createActor(machine, inspection(chart, "42")).start();
    actor.send({ type: "gemini.ready", handle: "secret" });
    await vi.waitFor(() => expect(sent).toHaveLength(5));

    const id = `${chart}:42/${actor.sessionId}`;
    expect(opened).toEqual(["ws://localhost:8791"]);
    expect(sent.map((it) => [it.type, it.sessionId, it.name ?? it.event, it.snapshot?.value])).toEqual([
      ["@xstate.actor", id, `${chart}:42`, "IN_PROGRESS"],
      ["@xstate.event", id, { type: "xstate.init" }, undefined],
      ["@xstate.snapshot", id, { type: "xstate.init" }, "PENDING"],
      ["@xstate.event", id, { type: "gemini.ready" }, undefined],
      ["@xstate.snapshot", id, { type: "gemini.ready" }, "IN_PROGRESS"],
    ]);
  },
);
