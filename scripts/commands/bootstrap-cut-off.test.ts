import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it, vi } from "vitest";
import { longMs } from "../../harness/wait.ts";
import { isAlive, makeCopy, nodePackage, parentOf } from "./testing/copy.ts";

describe.concurrent("an installation ends with its parent", () => {
  const ends: Record<string, (npmPid: number) => unknown> = {
    "by SIGTERM to npm": (pid) => process.kill(pid, "SIGTERM"),
    "by SIGINT to npm": (pid) => process.kill(pid, "SIGINT"),
    "by SIGKILL to npm": (pid) => process.kill(pid, "SIGKILL"),
  };

  it.for(Object.keys(ends))("%s, and the next one starts over", async (name, { expect, onTestFinished }) => {
    const { root, write, start, outcome } = makeCopy(onTestFinished);
    write("node-package/package.json", { ...nodePackage, scripts: { preinstall: "sleep 600 & echo $PPID $$ $! > started; wait" } });
    const { pid = 0 } = start("hello");
    const started = join(root, "node-package/started");
    const family = await vi.waitFor(() => {
      const pids = readFileSync(started, "utf8").trim().split(" ").map(Number);
      expect(pids).toHaveLength(3);
      return pids;
    }, longMs);
    onTestFinished(() => family.filter(isAlive).forEach((it) => process.kill(it, "SIGKILL")));
    expect(family.filter(isAlive)).toEqual(family);
    ends[name]?.(pid);
    await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), longMs);
    write("node-package/package.json", nodePackage);
    expect(await outcome("hello")).toMatchObject({ code: 0, output: expect.stringContaining("hello from the command") });
  });
});

/** Adds a package of two files to the copy, and answers the path of the one that makes it whole. */
const addPackage = ({ root, write }: ReturnType<typeof makeCopy>) => {
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
  return join(root, "node_modules/whole/index.js");
};

describe.concurrent("an installation that is half there is made anew, for npm takes it for whole", () => {
  const starts = {
    "a command's that was killed": ({ start }: ReturnType<typeof makeCopy>) => once(start("hello"), "close"),
    "a person's own npm's that was killed": ({ root }: ReturnType<typeof makeCopy>) =>
      once(spawn("npm", ["install", "--no-save", "--no-audit"], { cwd: root, stdio: "ignore" }), "close"),
  };

  it.for(["a command's that was killed", "a person's own npm's that was killed"] as const)(
    "%s",
    async (name, { expect, onTestFinished }) => {
      const copy = makeCopy(onTestFinished);
      const { root, write, outcome } = copy;
      const file = addPackage(copy);
      write("node-package/package.json", { ...nodePackage, scripts: { preinstall: "echo $PPID $$ > started; exec sleep 600" } });
      const first = starts[name](copy);
      const installer = await vi.waitFor(() => {
        const pids = readFileSync(join(root, "node-package/started"), "utf8").trim().split(" ").map(Number);
        expect(pids).toHaveLength(2);
        return pids;
      }, longMs);
      rmSync(file);
      for (const pid of installer) process.kill(pid, "SIGKILL");
      expect((await first)[0]).not.toBe(0);
      write("node-package/package.json", nodePackage);
      expect(await outcome("hello")).toMatchObject({ code: 0, output: expect.stringContaining("hello from the command") });
      expect(existsSync(file)).toBe(true);
    },
  );

  it("a whole one of which a package was taken away since", async ({ expect, onTestFinished }) => {
    const copy = makeCopy(onTestFinished);
    const file = addPackage(copy);
    expect((await copy.outcome("hello")).code).toBe(0);
    rmSync(join(copy.root, "node_modules/whole"), { recursive: true });
    expect((await copy.outcome("hello")).code).toBe(0);
    expect(existsSync(file)).toBe(true);
  });
});

it("a whole installation is not made again: neither one that a person made, nor what a changed lock file leaves as it is", async (test) => {
  const { expect, onTestFinished } = test;
  const copy = makeCopy(onTestFinished);
  const file = addPackage(copy);
  const env = { ...process.env, REAL_NODE: process.execPath };
  await once(spawn("npm", ["install", "--no-save", "--no-audit"], { cwd: copy.root, env, stdio: "ignore" }), "close");
  const seen = statSync(file).ino;
  expect((await copy.outcome("hello")).code).toBe(0);
  copy.write("package-lock.json", `${readFileSync(join(copy.root, "package-lock.json"), "utf8")}\n`);
  expect(await copy.outcome("hello")).toMatchObject({ code: 0, output: expect.stringMatching(/^Installing/) });
  expect(await copy.outcome("hello")).toMatchObject({ code: 0, output: expect.stringMatching(/^hello/) });
  expect(statSync(file).ino).toBe(seen);
});

it("an npm whose command was killed is waited for: a second one beside it would write the same folder", async (test) => {
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
  }, longMs);
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
