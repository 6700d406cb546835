import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, vi } from "vitest";
import { keepGroup } from "../product/process-group.ts";

const processes = join(import.meta.dirname, "../product/processes.ts");
const processGroup = join(import.meta.dirname, "../product/process-group.ts");
const limit = { timeout: 30_000 };

/** Says who it is, and starts a child that starts another. */
const idle = `
import { main } from ${JSON.stringify(processes)};
import { spawnGroup } from ${JSON.stringify(processGroup)};
main(async () => {
  const child = spawnGroup("sh", ["-c", "sleep 600 & echo $!; wait"], { stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.once("data", (grandchild) => console.log(JSON.stringify({ bootstrap: process.ppid, command: process.pid, child: child.pid, grandchild: Number(grandchild) })));
});
`;

// Stands for the npm package \`node\`, which links its program in a script of its own.
const nodePackage = {
  name: "node",
  version: "1.0.0",
  bin: { node: "bin/node" },
  scripts: { preinstall: 'mkdir -p bin && ln -sf "$REAL_NODE" bin/node' },
};

/** A copy of the project with the bootstrap and two commands, of which nothing is left when the test is over. */
const makeCopy = (onTestFinished: (end: () => void) => void) => {
  const root = mkdtempSync(join(tmpdir(), "preppal-bootstrap-"));
  const write = (file: string, content: unknown) =>
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));

  for (const folder of ["scripts/commands", "node-package"]) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(join(import.meta.dirname, "bootstrap.mjs"), join(root, "scripts/commands/bootstrap.mjs"));
  write("scripts/commands/idle.ts", idle);
  write("scripts/commands/hello.ts", 'console.log("hello from the command", process.env["NODE_ENV"], process.env["HOME"]);');
  write("node-package/package.json", nodePackage);
  write("package.json", {
    ...{ name: "copy", version: "1.0.0", type: "module", devDependencies: { node: "file:node-package" } },
    allowScripts: { node: true },
    scripts: { idle: "node scripts/commands/bootstrap.mjs idle", hello: "exec node scripts/commands/bootstrap.mjs hello" },
  });
  write("package-lock.json", {
    ...{ name: "copy", version: "1.0.0", lockfileVersion: 3, requires: true },
    packages: {
      "": { name: "copy", version: "1.0.0", devDependencies: { node: "file:node-package" } },
      "node-package": { name: "node", version: "1.0.0", dev: true, hasInstallScript: true, bin: { node: "bin/node" } },
      "node_modules/node": { resolved: "node-package", link: true },
    },
  });

  const start = (script: string, env: NodeJS.ProcessEnv = {}) => {
    const npm = keepGroup(
      spawn("npm", ["run", "--silent", script], {
        ...{ cwd: root, detached: true },
        env: { ...process.env, NODE_ENV: "", REAL_NODE: process.execPath, ...env },
      }),
    );
    onTestFinished(() => {
      if (npm.pid !== undefined && npm.exitCode === null && npm.signalCode === null) process.kill(-npm.pid, "SIGKILL");
    });
    return npm;
  };
  return {
    root,
    write,
    start,
    stampAsInstalled: () =>
      write(
        "node_modules/.preppal-lock",
        createHash("sha256")
          .update(readFileSync(join(root, "package-lock.json")))
          .digest("hex"),
      ),
    outcome: async (script: string, env: NodeJS.ProcessEnv = {}) => {
      const child = start(script, env);
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
      const [code] = (await once(child, "close")) as [number | null];
      return { code, output };
    },
  };
};

describe.concurrent("a fresh machine", () => {
  it.for([{ npm_config_ignore_scripts: "true" }, { NODE_ENV: "production" }, { npm_config_omit: "dev" }])(
    "installs despite %j",
    limit,
    async (env, { expect, onTestFinished }) => {
      const { root, outcome } = makeCopy(onTestFinished);
      const { code, output } = await outcome("hello", env);
      expect([code, output]).toEqual([0, expect.stringContaining("hello from the command")]);
      expect(existsSync(join(root, "node_modules/.preppal-lock"))).toBe(true);
    },
  );

  it("gives the tools a home directory when the user has none", limit, async ({ expect, onTestFinished }) => {
    const { root, outcome } = makeCopy(onTestFinished);
    const { code, output } = await outcome("hello", { HOME: "/dev/null/home" });
    expect([code, output]).toEqual([0, expect.stringContaining(`hello from the command  ${join(root, ".wrangler/home")}`)]);
  });

  it("repairs an installation made without scripts, whatever its stamp says", limit, async ({ expect, onTestFinished }) => {
    const { root, outcome, stampAsInstalled } = makeCopy(onTestFinished);
    await once(spawn("npm", ["install", "--ignore-scripts", "--no-audit"], { cwd: root }), "exit");
    stampAsInstalled();
    expect(existsSync(join(root, "node_modules/.bin/node"))).toBe(false);
    expect(await outcome("hello")).toMatchObject({ code: 0, output: expect.stringContaining("hello from the command") });
  });

  it("says in one line that Node is missing, and installs again the next time", limit, async ({ expect, onTestFinished }) => {
    const { root, write, outcome } = makeCopy(onTestFinished);
    write("node-package/package.json", { ...nodePackage, scripts: { preinstall: "true" } });
    const { code, output } = await outcome("hello");
    expect([code, output.trim().split("\n").slice(-1)]).toEqual([
      1,
      [expect.stringContaining("delete node_modules and run the command again")],
    ]);
    expect(existsSync(join(root, "node_modules/.preppal-lock"))).toBe(false);
    write("node-package/package.json", nodePackage);
    expect((await outcome("hello")).code).toBe(0);
  });

  it("on an older Node without import.meta.dirname, says which version is needed", limit, async ({ expect, onTestFinished }) => {
    const { root, write, outcome } = makeCopy(onTestFinished);
    const text = readFileSync(join(root, "scripts/commands/bootstrap.mjs"), "utf8");
    write(
      "scripts/commands/bootstrap.mjs",
      text.replaceAll("import.meta.dirname", "undefined").replace("process.versions.node", '"20.10.0"'),
    );
    expect(await outcome("hello")).toEqual({ code: 1, output: expect.stringMatching(/^PrepPal needs Node 20\.19 or newer, .*\n$/) });
  });

  it("says in one line that Node cannot be started", limit, async ({ expect, onTestFinished }) => {
    const { root, write, outcome } = makeCopy(onTestFinished);
    await outcome("hello");
    rmSync(join(root, "node-package/bin/node"));
    write("node-package/bin/node", "not a program");
    chmodSync(join(root, "node-package/bin/node"), 0o644);
    const { code, output } = await outcome("hello");
    expect([code, output.trim().split("\n")]).toEqual([1, [expect.stringContaining("delete node_modules and run the command again")]]);
  });
});

describe.concurrent("two commands that are started at the same time", () => {
  it("install once: the later one waits", limit, async ({ expect, onTestFinished }) => {
    const { root, write, start, outcome } = makeCopy(onTestFinished);
    // It ends once the second command has said that it waits.
    const script = 'echo . >> installations; until [ -e go ]; do sleep 0.1; done; mkdir -p bin && ln -sf "$REAL_NODE" bin/node';
    write("node-package/package.json", { ...nodePackage, scripts: { preinstall: script } });
    const installations = join(root, "node-package/installations");
    const first = outcome("hello");
    await vi.waitFor(() => expect(existsSync(installations)).toBe(true), 20_000);
    const second = start("hello");
    let output = "";
    second.stdout.on("data", (chunk) => (output += chunk));
    const end = once(second, "close");
    await once(second.stdout, "data");
    expect(output).toMatch(/^Waiting for process \d+, which is installing the dependencies…\n$/);
    write("node-package/go", "");
    expect(await first).toMatchObject({ code: 0, output: expect.stringContaining("hello from the command") });
    expect(await end).toEqual([0, null]);
    expect(output).toContain("hello from the command");
    expect(readFileSync(installations, "utf8")).toBe(".\n");
    expect(existsSync(join(root, ".wrangler/installing"))).toBe(false);
  });

  it.for([
    ["no longer runs", () => String(spawnSync("true").pid)],
    ["is now another program's", () => String(process.pid)],
  ] as const)("wait for no process whose id %s", limit, async ([, pidOf], { expect, onTestFinished }) => {
    const { root, outcome } = makeCopy(onTestFinished);
    mkdirSync(join(root, ".wrangler"));
    symlinkSync(pidOf(), join(root, ".wrangler/installing"));
    const { code, output } = await outcome("hello");
    expect([code, output]).toEqual([0, expect.stringMatching(/^Installing[^]*hello from the command/)]);
  });
});

type Family = { bootstrap: number; command: number; child: number; grandchild: number };

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

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

describe.concurrent("every process that a command started ends with it", () => {
  const ends: Record<string, (npmPid: number, family: Family) => unknown> = {
    "after SIGTERM to npm": (pid) => process.kill(pid, "SIGTERM"),
    "after SIGKILL to npm": (pid) => process.kill(pid, "SIGKILL"),
    "after SIGKILL to the bootstrap": (_, { bootstrap }) => process.kill(bootstrap, "SIGKILL"),
    "after SIGKILL to the command": (_, { command }) => process.kill(command, "SIGKILL"),
    "after SIGKILL to all of them at once, as a test runner ends its server": (pid) => process.kill(-pid, "SIGKILL"),
    "after Ctrl-C": (pid) => process.kill(-pid, "SIGINT"),
  };

  it.for(Object.keys(ends))("%s", limit, async (name, { expect, onTestFinished }) => {
    const { root, start, stampAsInstalled } = makeCopy(onTestFinished);
    mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
    symlinkSync(process.execPath, join(root, "node_modules/.bin/node"));
    stampAsInstalled();
    const first = start("idle");
    const [line] = (await once(first.stdout, "data")) as [Buffer];
    const text = String(line);
    const family = JSON.parse(text.slice(text.indexOf("{"))) as Family;
    expect(Object.values(family).filter(isAlive)).toHaveLength(4);
    ends[name]?.(first.pid ?? 0, family);
    await vi.waitFor(() => expect(Object.values(family).filter(isAlive)).toEqual([]), 20_000);
  });
});
