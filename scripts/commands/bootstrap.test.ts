import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it, vi } from "vitest";
import { longMs } from "../../harness/wait.ts";
import { isAlive, makeCopy, nodePackage } from "./testing/copy.ts";

describe.concurrent("a fresh machine", () => {
  it.for([{ npm_config_ignore_scripts: "true" }, { NODE_ENV: "production" }, { npm_config_omit: "dev" }])(
    "installs despite %j",
    async (env, { expect, onTestFinished }) => {
      const { root, outcome } = makeCopy(onTestFinished);
      const { code, output } = await outcome("hello", env);
      expect([code, output]).toEqual([0, expect.stringContaining("hello from the command")]);
      expect(existsSync(join(root, "node_modules/.preppal-lock"))).toBe(true);
    },
  );

  it("gives the tools a home directory when the user has none", async ({ expect, onTestFinished }) => {
    const { root, outcome } = makeCopy(onTestFinished);
    const { code, output } = await outcome("hello", { HOME: "/dev/null/home" });
    expect([code, output]).toEqual([0, expect.stringContaining(`hello from the command  ${join(root, ".wrangler/home")}`)]);
  });

  it("repairs an installation made without scripts, whatever its stamp says", async ({ expect, onTestFinished }) => {
    const { root, outcome, stampAsInstalled } = makeCopy(onTestFinished);
    await once(spawn("npm", ["install", "--ignore-scripts", "--no-audit"], { cwd: root }), "exit");
    stampAsInstalled();
    expect(existsSync(join(root, "node_modules/.bin/node"))).toBe(false);
    expect(await outcome("hello")).toMatchObject({ code: 0, output: expect.stringContaining("hello from the command") });
  });

  it("says in one line that Node is missing, and installs again the next time", async ({ expect, onTestFinished }) => {
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

  it("on an older Node without import.meta.dirname, says which version is needed", async ({ expect, onTestFinished }) => {
    const { root, write, outcome } = makeCopy(onTestFinished);
    const text = readFileSync(join(root, "scripts/commands/bootstrap.mjs"), "utf8");
    write(
      "scripts/commands/bootstrap.mjs",
      text.replaceAll("import.meta.dirname", "undefined").replace("process.versions.node", '"20.10.0"'),
    );
    expect(await outcome("hello")).toEqual({ code: 1, output: expect.stringMatching(/^PrepPal needs Node 20\.19 or newer, .*\n$/) });
  });

  it("says in one line that Node cannot be started", async ({ expect, onTestFinished }) => {
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
  it("install once: the later one waits", async ({ expect, onTestFinished }) => {
    const { root, write, start, outcome } = makeCopy(onTestFinished);
    // It ends once the second command has said that it waits.
    const script = 'echo . >> installations; until [ -e go ]; do sleep 0.1; done; mkdir -p bin && ln -sf "$REAL_NODE" bin/node';
    write("node-package/package.json", { ...nodePackage, scripts: { preinstall: script } });
    const installations = join(root, "node-package/installations");
    const first = outcome("hello");
    await vi.waitFor(() => expect(existsSync(installations)).toBe(true), longMs);
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
  ] as const)("wait for no process whose id %s", async ([, pidOf], { expect, onTestFinished }) => {
    const { root, outcome } = makeCopy(onTestFinished);
    mkdirSync(join(root, ".wrangler"));
    symlinkSync(pidOf(), join(root, ".wrangler/installing"));
    const { code, output } = await outcome("hello");
    expect([code, output]).toEqual([0, expect.stringMatching(/^Installing[^]*hello from the command/)]);
  });

  it("install once where both find that a third was killed at it", async ({ expect, onTestFinished }) => {
    const { root, write, outcome } = makeCopy(onTestFinished);
    const script = 'echo . >> installations; mkdir -p bin && ln -sf "$REAL_NODE" bin/node';
    write("node-package/package.json", { ...nodePackage, scripts: { preinstall: script } });
    mkdirSync(join(root, ".wrangler"));
    const { pid } = spawnSync("true");
    symlinkSync(String(pid), join(root, ".wrangler/installing"));
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(() => outcome("hello")));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(readFileSync(join(root, "node-package/installations"), "utf8")).toBe(".\n");
    expect(readdirSync(join(root, ".wrangler")).filter((it) => it.startsWith("installing"))).toEqual([]);
  });
});

type Family = { bootstrap: number; command: number; child: number; grandchild: number };

describe.concurrent("every process that a command started ends with it", () => {
  const ends: Record<string, (npmPid: number, family: Family) => unknown> = {
    "after SIGTERM to npm": (pid) => process.kill(pid, "SIGTERM"),
    "after SIGKILL to npm": (pid) => process.kill(pid, "SIGKILL"),
    "after SIGKILL to the bootstrap": (_, { bootstrap }) => process.kill(bootstrap, "SIGKILL"),
    "after SIGKILL to the command": (_, { command }) => process.kill(command, "SIGKILL"),
    "after SIGKILL to all of them at once, as a test runner ends its server": (pid) => process.kill(-pid, "SIGKILL"),
    "after Ctrl-C": (pid) => process.kill(-pid, "SIGINT"),
  };

  it.for(Object.keys(ends))("%s", async (name, { expect, onTestFinished }) => {
    const { root, start, stampAsInstalled } = makeCopy(onTestFinished);
    mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
    symlinkSync(process.execPath, join(root, "node_modules/.bin/node"));
    symlinkSync("../node-package", join(root, "node_modules/node"));
    stampAsInstalled();
    const first = start("idle");
    const [line] = (await once(first.stdout, "data")) as [Buffer];
    const text = String(line);
    const family = JSON.parse(text.slice(text.indexOf("{"))) as Family;
    expect(Object.values(family).filter(isAlive)).toHaveLength(4);
    ends[name]?.(first.pid ?? 0, family);
    await vi.waitFor(() => expect(Object.values(family).filter(isAlive)).toEqual([]), longMs);
  });
});
