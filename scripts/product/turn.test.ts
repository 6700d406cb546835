import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { afterAll, expect, it } from "vitest";

const dir = mkdtempSync(join(tmpdir(), "preppal-turn-"));
const children: ChildProcessByStdio<Writable, Readable, null>[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(dir, { recursive: true, force: true });
});

const ours = "scripts/commands/";
const argsOf = (text: string, ...more: string[]) => [
  ...["--disable-warning=ExperimentalWarning", "--input-type=module-typescript", "-e", text],
  ...[...more, ours],
];

const program = `
import { once } from "node:events";
import { inTurn } from ${JSON.stringify(join(import.meta.dirname, "turn.ts"))};
await inTurn(process.argv[1], "work", async () => {
  console.log("begun");
  await once(process.stdin.resume(), "end");
});
console.log("done");
`;

/** A command that works at `file` until it is told to finish. */
const command = (file: string) => {
  const child = spawn(process.execPath, argsOf(program, join(dir, file)), { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid,
    line: async () => String((await lines.next()).value).trim(),
    finish: () => child.stdin.end(),
    kill: () => {
      child.kill("SIGKILL");
      return once(child, "exit");
    },
  };
};

it("lets one command at a time do the work, and has the others say whom they wait for", async () => {
  const first = command("one");
  expect(await first.line()).toBe("begun");
  const second = command("one");
  expect(await second.line()).toBe(`work       waiting for process ${first.pid}, which is at it…`);
  first.finish();
  expect(await first.line()).toBe("done");
  expect(await second.line()).toBe("begun");
  second.finish();
  expect(await second.line()).toBe("done");
});

it("waits for no command that was killed at it", async () => {
  const killed = command("other");
  expect(await killed.line()).toBe("begun");
  await killed.kill();
  expect(await command("other").line()).toBe("begun");
});

/** Once it is told, takes one file after the other; then says which it got, and runs on until its input ends. */
const race = `
import { once } from "node:events";
import { take } from ${JSON.stringify(join(import.meta.dirname, "turn.ts"))};
process.setMaxListeners(0);
console.log("ready");
await once(process.stdin, "data");
const got = Array.from({ length: 300 }, (_, at) => at).filter((at) => take(process.argv[1] + at, "work").holder === null);
console.log(got.join(" "));
await once(process.stdin.resume(), "end");
`;

it("is given to exactly one of the commands that ask at the same moment", async () => {
  const racers = [1, 2, 3].map(() => {
    const child = spawn(process.execPath, argsOf(race, join(dir, "raced-")), { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  for (const { lines } of racers) expect((await lines.next()).value).toBe("ready");
  for (const { child } of racers) child.stdin.write("go");
  const got = await Promise.all(
    racers.map(async ({ lines }) =>
      String((await lines.next()).value)
        .split(" ")
        .filter(Boolean)
        .map(Number),
    ),
  );
  expect(got.flat().sort((one, other) => one - other)).toEqual(Array.from({ length: 300 }, (_, at) => at));
});
