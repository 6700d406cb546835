import { beforeEach, expect, it, vi } from "vitest";
import { LimitedError } from "../server/limited.server.ts";
import { type Asker, Turns } from "./turns.server.ts";

beforeEach(() => void vi.useFakeTimers());
const bounds = { atOnce: 2, waiting: 4, each: 3, longestMs: 60_000, aboutMs: 1 };

/** Work that ends when it is told to, and how much of it runs. */
const bench = (turns: Turns) => {
  const running: (() => void)[] = [];
  let most = 0;
  const work = () =>
    new Promise<string>((resolve) => {
      running.push(() => resolve("done"));
      most = Math.max(most, running.length);
    });
  const ask = (who: string, scale = 1) =>
    turns.take({ who, scale }, work).catch((error: unknown) => (error instanceof LimitedError ? error.retryAfterSeconds : error));
  const endOne = async () => {
    await vi.advanceTimersByTimeAsync(10);
    running.shift()?.();
  };
  return { ask, endOne, mostAtOnce: () => most };
};

it("runs two at once, queues four and refuses the rest with when to come back", async () => {
  const { ask, endOne, mostAtOnce } = bench(new Turns(bounds));
  const asked = ["a", "b", "c", "d", "e", "f", "g", "h"].map((who) => ask(who));
  expect(await Promise.all(asked.slice(6))).toEqual([1, 1]);
  for (let count = 0; count < 6; count += 1) await endOne();
  expect(await Promise.all(asked.slice(0, 6))).toEqual(Array(6).fill("done"));
  expect(mostAtOnce()).toBe(2);
});

it("limits each asker to a share", async () => {
  const { ask, endOne } = bench(new Turns(bounds));
  const asked = [ask("a"), ask("a"), ask("a"), ask("a"), ask("b")];
  expect(await asked[3]).toBe(1);
  for (let count = 0; count < 4; count += 1) await endOne();
  expect(await Promise.all([asked[0], asked[1], asked[2], asked[4]])).toEqual(Array(4).fill("done"));
});

it("scales the queue and each asker's share, to at least one", async () => {
  const { ask, endOne, mostAtOnce } = bench(new Turns(bounds));
  const asked = Array.from({ length: 7 }, () => ask("a", 2));
  expect(await asked[6]).toBe(1);
  const others = ["b", "c", "d", "e", "f"].map((who) => ask(who, 2));
  expect(await others[4]).toBe(1);
  expect(await ask("g")).toBe(1);
  for (let count = 0; count < 10; count += 1) await endOne();
  expect(await Promise.all([...asked.slice(0, 6), ...others.slice(0, 4)])).toEqual(Array(10).fill("done"));
  expect(mostAtOnce()).toBe(2);
  const few = [ask("a", 0.1), ask("a", 0.1)];
  expect(await few[1]).toBe(1);
  await endOne();
  expect(await few[0]).toBe("done");
});

it("frees the slot of work that failed or never finished", async () => {
  const [a, b] = ["a", "b"].map((who) => ({ who, scale: 1 })) as [Asker, Asker];
  const turns = new Turns({ ...bounds, atOnce: 1, waiting: 0 });
  await expect(turns.take(a, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await turns.take(a, async () => "done")).toBe("done");
  const gone = new Turns({ ...bounds, atOnce: 1, waiting: 0, longestMs: 5 });
  void gone.take(a, () => new Promise(() => {}));
  await expect(gone.take(b, async () => "early")).rejects.toThrow(LimitedError);
  await vi.advanceTimersByTimeAsync(5);
  expect(await gone.take(b, async () => "later")).toBe("later");
});

it("refuses whoever has waited for the longest time, and says when to come back by the length of the queue", async () => {
  const { ask } = bench(new Turns({ ...bounds, longestMs: 9_000, aboutMs: 1_500 }));
  const asked = ["a", "b", "c", "d", "e", "f"].map((who) => ask(who));
  expect(await ask("g")).toBe(9);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await Promise.all(asked.slice(2))).toEqual([1, 1, 1, 1]);
});
