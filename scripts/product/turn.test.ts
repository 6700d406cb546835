import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

/** Once it is told, takes a file and lets it go again and again, and counts how often it did not say so any more meanwhile. */
const handOver = `
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { take } from ${JSON.stringify(join(import.meta.dirname, "turn.ts"))};
const file = process.argv[1];
const isMine = () => {
  try {
    return readFileSync(file, "utf8").includes(String(process.pid));
  } catch {
    return false;
  }
};
console.log("ready");
await once(process.stdin, "data");
let lost = 0;
for (let done = 0; done < 1_000; ) {
  const { holder, letGo } = take(file, "work");
  if (holder) continue;
  for (let look = 0; look < 20; look += 1) if (!isMine()) lost += 1;
  letGo();
  done += 1;
}
console.log(lost);
await once(process.stdin.resume(), "end");
`;

/** What each of three processes says that do this to the same files, and begin at the same moment. */
const whatThreeSay = async (text: string, file: string) => {
  const racers = [1, 2, 3].map(() => {
    const child = spawn(process.execPath, argsOf(text, join(dir, file)), { stdio: ["pipe", "pipe", "inherit"] });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  for (const { lines } of racers) expect((await lines.next()).value).toBe("ready");
  for (const { child } of racers) child.stdin.write("go");
  return Promise.all(
    racers.map(async ({ lines }) =>
      String((await lines.next()).value)
        .split(" ")
        .filter(Boolean)
        .map(Number),
    ),
  );
};

const files = Array.from({ length: 300 }, (_, at) => at);
const inOrder = (numbers: number[]) => numbers.sort((one, other) => one - other);

it("is given to exactly one of the commands that ask at the same moment", async () => {
  expect(inOrder((await whatThreeSay(race, "raced-")).flat())).toEqual(files);
});

it("of a command that was killed is given to exactly one of those that find it at the same moment", async () => {
  const { pid } = spawnSync("true");
  for (const at of files) writeFileSync(join(dir, `left-${at}`), JSON.stringify({ pid, what: "work" }));
  // Killed while it replaced one.
  writeFileSync(join(dir, "left-7.replacing"), JSON.stringify({ pid, what: "work" }));
  expect(inOrder((await whatThreeSay(race, "left-")).flat())).toEqual(files);
  expect(readdirSync(dir).filter((it) => it.startsWith("left-")).length).toBe(files.length);
});

it("that is let go while another one asks is not taken from a third that has it since", async () => {
  expect((await whatThreeSay(handOver, "handed")).flat()).toEqual([0, 0, 0]);
});
