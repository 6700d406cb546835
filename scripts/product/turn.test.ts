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
  const args = [
    "--disable-warning=ExperimentalWarning",
    "--input-type=module-typescript",
    "-e",
    program,
    join(dir, file),
    "scripts/commands/",
  ];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
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
