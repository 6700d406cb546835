import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it, vi } from "vitest";
import { isAlive, makeCopy, nodePackage, parentOf } from "./testing/copy.ts";

const limit = { timeout: 30_000 };

describe.concurrent("an installation ends with its parent", () => {
  const ends: Record<string, (npmPid: number) => unknown> = {
    "by SIGTERM to npm": (pid) => process.kill(pid, "SIGTERM"),
    "by SIGINT to npm": (pid) => process.kill(pid, "SIGINT"),
    "by SIGKILL to npm": (pid) => process.kill(pid, "SIGKILL"),
  };

  it.for(Object.keys(ends))("%s, and the next one starts over", limit, async (name, { expect, onTestFinished }) => {
    const { root, write, start, outcome } = makeCopy(onTestFinished);
    write("node-package/package.json", { ...nodePackage, scripts: { preinstall: "sleep 600 & echo $PPID $$ $! > started; wait" } });
    const { pid = 0 } = start("hello");
    const started = join(root, "node-package/started");
    const family = await vi.waitFor(() => {
      const pids = readFileSync(started, "utf8").trim().split(" ").map(Number);
      expect(pids).toHaveLength(3);
      return pids;
    }, 20_000);
    onTestFinished(() => family.filter(isAlive).forEach((it) => process.kill(it, "SIGKILL")));
    expect(family.filter(isAlive)).toEqual(family);
    ends[name]?.(pid);
    await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), 20_000);
    write("node-package/package.json", nodePackage);
    expect(await outcome("hello")).toMatchObject({ code: 0, output: expect.stringContaining("hello from the command") });
  });
});

it("an installation that was killed is made anew, for npm takes what it left half for whole", limit, async ({ expect, onTestFinished }) => {
  const { root, write, outcome } = makeCopy(onTestFinished);
  mkdirSync(join(root, "package"));
  write("package/package.json", { name: "whole", version: "1.0.0" });
  write("package/index.js", "");
  spawnSync("tar", ["-czf", "whole.tgz", "package"], { cwd: root });
  rmSync(join(root, "package"), { recursive: true });
  for (const file of ["package.json", "package-lock.json"])
    write(file, readFileSync(join(root, file), "utf8").replaceAll('"devDependencies":{', '"devDependencies":{"whole":"file:whole.tgz",'));
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, object> };
  lock.packages["node_modules/whole"] = { version: "1.0.0", resolved: "file:whole.tgz", dev: true };
  write("package-lock.json", lock);
  write("node-package/package.json", { ...nodePackage, scripts: { preinstall: "echo $PPID $$ > started; exec sleep 600" } });
  const first = outcome("hello");
  const installer = await vi.waitFor(() => {
    const pids = readFileSync(join(root, "node-package/started"), "utf8").trim().split(" ").map(Number);
    expect(pids).toHaveLength(2);
    return pids;
  }, 20_000);
  const file = join(root, "node_modules/whole/index.js");
  rmSync(file);
  for (const pid of installer) process.kill(pid, "SIGKILL");
  expect(await first).toMatchObject({ code: 1 });
  write("node-package/package.json", nodePackage);
  expect(await outcome("hello")).toMatchObject({ code: 0, output: expect.stringContaining("hello from the command") });
  expect(existsSync(file)).toBe(true);
});

it("an npm whose command was killed is waited for: a second one beside it would write the same folder", limit, async (test) => {
  const { expect, onTestFinished } = test;
  const { root, write, start } = makeCopy(onTestFinished);
  const script =
    'echo . >> installations; echo $PPID > started; until [ -e go ]; do sleep 0.1; done; mkdir -p bin && ln -sf "$REAL_NODE" bin/node';
  write("node-package/package.json", { ...nodePackage, scripts: { preinstall: script } });
  start("hello");
  const started = join(root, "node-package/started");
  const npm = await vi.waitFor(() => {
    expect(readFileSync(started, "utf8")).toMatch(/^\d+\n$/);
    return Number(readFileSync(started, "utf8"));
  }, 20_000);
  onTestFinished(() => (isAlive(npm) ? void process.kill(-npm, "SIGKILL") : undefined));
  process.kill(parentOf(npm), "SIGKILL");
  const second = start("hello");
  let output = "";
  second.stdout.on("data", (chunk) => (output += chunk));
  const end = once(second, "close");
  await once(second.stdout, "data");
  expect(output).toBe(`Waiting for npm (process ${npm}), which goes on after its command was killed…\n`);
  expect(readFileSync(join(root, "node-package/installations"), "utf8")).toBe(".\n");
  write("node-package/go", "");
  expect(await end).toEqual([0, null]);
  // Nobody knows how the first one ended.
  expect(readFileSync(join(root, "node-package/installations"), "utf8")).toBe(".\n.\n");
  expect(output).toMatch(/\nInstalling[^]*hello from the command/);
});
