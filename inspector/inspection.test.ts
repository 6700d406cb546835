import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createActor, createMachine } from "xstate";
import { inspection } from "./inspection.ts";

type Sent = { type: string; name?: string; sessionId: string; event?: unknown };
let sent: Sent[] = [];
let open: () => void = () => {};

class Relay extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  readyState = Relay.CONNECTING;
  constructor() {
    super();
    open = () => {
      this.readyState = Relay.OPEN;
      this.dispatchEvent(new Event("open"));
    };
  }
  send(text: string) {
    sent.push(JSON.parse(text));
  }
}

beforeEach(() => {
  sent = [];
  vi.stubGlobal("WebSocket", Relay);
  vi.stubGlobal("requestIdleCallback", (run: () => void) => queueMicrotask(run));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const machine = createMachine({ id: "call", initial: "lobby", states: { lobby: { on: { "call.begun": "opening" } }, opening: {} } });

it("watches nothing in a build without inspection", () => {
  expect(inspection("42")).toEqual({});
});

it("sends the call to the relay once it is up, and opens the relay's window at the next click", async () => {
  const shown = vi.spyOn(window, "open").mockReturnValue(null);
  vi.stubGlobal("__INSPECTOR__", "ws://localhost:8791");

  const actor = createActor(machine, inspection("42")).start();
  await vi.dynamicImportSettled();
  actor.send({ type: "call.begun" });
  expect([sent, shown.mock.calls]).toEqual([[], []]);

  open();
  await vi.waitFor(() => expect(sent).toHaveLength(5));
  expect(sent.map((it) => [it.type, it.sessionId, it.name ?? it.event])).toEqual([
    ["@xstate.actor", "call:42/x:0", "call:42"],
    ["@xstate.event", "call:42/x:0", { type: "xstate.init" }],
    ["@xstate.snapshot", "call:42/x:0", { type: "xstate.init" }],
    ["@xstate.event", "call:42/x:0", { type: "call.begun" }],
    ["@xstate.snapshot", "call:42/x:0", { type: "call.begun" }],
  ]);
  document.body.click();
  document.body.click();
  expect(shown.mock.calls).toEqual([["http://localhost:8791", "xstateinspector"]]);
});
