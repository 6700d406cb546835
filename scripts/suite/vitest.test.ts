import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { longMs } from "../../harness/wait.ts";

const dir = mkdtempSync(join(tmpdir(), "preppal-vitest-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const program = `
import { playTests } from ${JSON.stringify(join(import.meta.dirname, "vitest.ts"))};
const end = playTests(["--project=storms"]);
console.log("begun");
await end;
`;

it.each(["SIGTERM", "SIGINT", "SIGKILL"] as const)("leaves no tests running after %s to the command alone", async (signal) => {
  writeFileSync(join(dir, "vitest"), "#!/bin/sh\nsleep 600 &\necho $$ $!\nwait\n", { mode: 0o755 });
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", program];
  const command = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PATH: `${dir}:${process.env["PATH"]}` },
  });
  let output = "";
  command.stdout.on("data", (chunk) => (output += chunk));
  await vi.waitFor(() => expect(output).toMatch(/begun[^]*\d\n|\d\n[^]*begun/), longMs);
  const tests = (output.match(/\d+/g) ?? []).map(Number);
  expect(tests.filter(isAlive)).toHaveLength(2);
  try {
    command.kill(signal);
    await vi.waitFor(() => expect(tests.filter(isAlive)).toEqual([]), longMs);
  } finally {
    for (const pid of tests.filter(isAlive)) process.kill(pid, "SIGKILL");
  }
});
