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

it("watches nothing in a build that is not made for it", () => {
  expect(inspection("42")).toEqual({});
});

it("sends what the interview's actor does to the relay, under the interview's id", async () => {
  const sent: { type: string; name?: string; sessionId: string; event?: unknown; snapshot?: { value: unknown } }[] = [];
  const opened: string[] = [];
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
  vi.stubGlobal("WebSocket", Relay);
  vi.stubGlobal("__INSPECTOR__", "ws://localhost:8791");

  const actor = createActor(machine, inspection("42")).start();
  actor.send({ type: "gemini.ready", handle: "secret" });
  await vi.waitFor(() => expect(sent).toHaveLength(5));

  const id = `interview:42/${actor.sessionId}`;
  expect(opened).toEqual(["ws://localhost:8791"]);
  expect(sent.map((it) => [it.type, it.sessionId, it.name ?? it.event, it.snapshot?.value])).toEqual([
    ["@xstate.actor", id, "interview:42", "IN_PROGRESS"],
    ["@xstate.event", id, { type: "xstate.init" }, undefined],
    ["@xstate.snapshot", id, { type: "xstate.init" }, "PENDING"],
    ["@xstate.event", id, { type: "gemini.ready" }, undefined],
    ["@xstate.snapshot", id, { type: "gemini.ready" }, "IN_PROGRESS"],
  ]);
});
