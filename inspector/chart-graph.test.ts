// @vitest-environment node
import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { assign, cancel, createMachine, raise, sendTo, spawnChild, stopChild } from "xstate";
import { callMachine } from "../machines/call.ts";
import { interviewMachine } from "../machines/interview.ts";
import { chartGraph } from "./chart-graph.ts";

const machine = createMachine({
  id: "lamp",
  initial: "off",
  on: { broken: { target: ".off" } },
  states: {
    off: {
      entry: [stopChild("bulb"), cancel("dimming")],
      on: { pressed: [{ guard: { type: "has", params: { power: "mains" } }, target: "on.bright" }, { actions: "click" }] },
    },
    on: {
      type: "parallel",
      invoke: { id: "0.lamp.on", src: "warmUp", onDone: "off", onError: { target: "off", actions: "complain" } },
      exit: sendTo("bulb", { type: "cool" }),
      after: { limit: { target: "off" } },
      states: {
        bright: {
          entry: [spawnChild("bulb", { id: "bulb", input: { watts: 9 } }), raise({ type: "glowing" })],
          always: { guard: "isNight", actions: assign({}) },
        },
        spent: { type: "final" },
      },
    },
  },
});

it("reads states with their nesting, kind, entry, exit and invoked actors off the machine", () => {
  const { root, states } = chartGraph(machine);
  const plain = { parent: null, kind: "atomic", isInitial: false, entry: [], exit: [], invokes: [] };
  expect(root).toEqual({ ...plain, id: "lamp", name: "lamp", kind: "compound" });
  expect(states).toEqual([
    { ...plain, id: "lamp.off", name: "off", isInitial: true, entry: ["close bulb", "cancel dimming"] },
    { ...plain, id: "lamp.on", name: "on", kind: "parallel", exit: ["tell bulb cool"], invokes: ["warmUp"] },
    { ...plain, id: "lamp.on.bright", name: "bright", parent: "lamp.on", entry: ["open bulb watts=9", "raise glowing"] },
    { ...plain, id: "lamp.on.spent", name: "spent", parent: "lamp.on", kind: "final" },
  ]);
});

it("reads transitions with what triggers them, their guard, actions and target", () => {
  expect(chartGraph(machine).transitions.map((it) => [it.source, it.on, it.guard, it.actions, it.target])).toEqual([
    ["lamp", "broken", null, [], "lamp.off"],
    ["lamp.off", "pressed", "has power=mains", [], "lamp.on.bright"],
    ["lamp.off", "pressed", null, ["click"], null],
    ["lamp.on", "done warmUp", null, [], "lamp.off"],
    ["lamp.on", "failed warmUp", null, ["complain"], "lamp.off"],
    ["lamp.on", "after limit", null, [], "lamp.off"],
    ["lamp.on.bright", "always", "isNight", ["xstate.assign"], null],
  ]);
});

it("shows the parameters of an action or guard that the chart fixes, not those that an event brings", () => {
  const { transitions } = chartGraph(callMachine);
  const refused = transitions.find((it) => it.source === "call.connecting.opening" && it.target === "call.connecting.refused");
  expect(refused).toMatchObject({ on: "socket.closed", guard: "hasCode 4001", actions: ["dropToken", "forgetResumeToken"] });
  const started = transitions.find((it) => it.source === "call.connecting.opening" && it.on === "session.started");
  expect(started?.actions).toEqual(["setSession", "rememberResumeToken"]);
});

it.each([callMachine, interviewMachine])("describes the $id machine in the same words as docs/diagrams", async (it) => {
  const { root, states, transitions } = chartGraph(it);
  const diagram = await readFile(new URL(`../docs/diagrams/${it.id}.md`, import.meta.url), "utf8");
  const ways = transitions.map(({ on, guard, actions }) =>
    [on === "always" && guard ? "" : on, guard ? `[${guard}]` : "", actions.length > 0 ? `/ ${actions.join(", ")}` : ""]
      .filter(Boolean)
      .join(" "),
  );
  const deeds = [root, ...states].flatMap(({ entry, exit, invokes }) => [
    ...invokes.map((task) => `do ${task}`),
    ...(entry.length > 0 ? [`entry / ${entry.join(", ")}`] : []),
    ...(exit.length > 0 ? [`exit / ${exit.join(", ")}`] : []),
  ]);
  const said = new Set(diagram.split("\n").map((line) => line.trim().replace(/^\S+ --> \S+ : /, "")));
  expect([...ways, ...deeds].filter((words) => !said.has(words))).toEqual([]);
});

it.each([callMachine, interviewMachine])("names every state and gives every transition of the $id machine an existing target", (it) => {
  const { id, states, transitions } = chartGraph(it);
  const known = new Set([id, ...states.map((state) => state.id)]);
  expect(transitions.filter(({ source, target }) => !known.has(source) || (target !== null && !known.has(target)))).toEqual([]);
  expect(JSON.stringify(transitions)).not.toMatch(/inline|an event|undefined|\[object/);
});
