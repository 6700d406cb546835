import { expect, it } from "vitest";
import { fromPromise, setup, waitFor } from "xstate";
import { effectPort, taskPort } from "./port.ts";
import { SharedMachine } from "./shared-machine.ts";

const chart = setup({
  actors: { ask: taskPort<string, { question: string }>("ask") },
  actions: { greet: effectPort<{ name: string }>("greet"), keep: effectPort<{ answer: string }>("keep") },
  guards: { isOpen: () => true },
}).createMachine({
  id: "guest",
  initial: "asking",
  states: {
    asking: {
      entry: { type: "greet", params: { name: "guest" } },
      invoke: {
        src: "ask",
        input: { question: "Who is there?" },
        onDone: { guard: "isOpen", target: "known", actions: { type: "keep", params: ({ event }) => ({ answer: event.output }) } },
      },
    },
    known: { type: "final" },
  },
});

const guests = new SharedMachine(chart);

const invite = (name: string) => {
  const seen: string[] = [];
  const actor = guests.createActor(
    {
      actors: { ask: fromPromise(({ input }) => Promise.resolve(`${input.question} ${name}`)) },
      actions: {
        greet: (_, params) => void seen.push(`${name} greeted ${params.name}`),
        keep: (_, { answer }) => void seen.push(answer),
      },
    },
    {},
  );
  return { actor, seen };
};

it("gives each actor its own effects and actors from its first state on, though all share one machine", async () => {
  const [ada, bob] = [invite("Ada"), invite("Bob")];
  expect([ada.seen, bob.seen]).toEqual([[], []]);
  for (const { actor } of [bob, ada]) actor.start();
  for (const { actor } of [ada, bob]) await waitFor(actor, (snapshot) => snapshot.status === "done");
  expect(ada.seen).toEqual(["Ada greeted guest", "Who is there? Ada"]);
  expect(bob.seen).toEqual(["Bob greeted guest", "Who is there? Bob"]);
  expect(ada.actor.logic).toBe(bob.actor.logic);
});

it("keeps the chart's own behaviour, and leaves the chart unchanged", async () => {
  const { actor } = invite("Ada");
  expect(actor.logic).not.toBe(chart);
  expect(Object.keys(actor.logic.implementations.guards)).toEqual(["isOpen"]);
  const broken = await new Promise((resolve) => {
    const unprovided = new SharedMachine(chart).createActor({}, {});
    unprovided.subscribe({ error: resolve });
    unprovided.start();
  });
  expect(broken).toMatchObject({ name: "NotProvidedError" });
});
