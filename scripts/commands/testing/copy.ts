import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepGroup } from "../../product/process-group.ts";

const processes = join(import.meta.dirname, "../../product/processes.ts");
const processGroup = join(import.meta.dirname, "../../product/process-group.ts");

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
export const nodePackage = {
  name: "node",
  version: "1.0.0",
  bin: { node: "bin/node" },
  scripts: { preinstall: 'mkdir -p bin && ln -sf "$REAL_NODE" bin/node' },
};

/** A copy of the project with the bootstrap and two commands, of which nothing is left when the test is over. */
export const makeCopy = (onTestFinished: (end: () => void) => void) => {
  const root = mkdtempSync(join(tmpdir(), "preppal-bootstrap-"));
  const write = (file: string, content: unknown) =>
    writeFileSync(join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));

  for (const folder of ["scripts/commands", "node-package"]) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(join(import.meta.dirname, "../bootstrap.mjs"), join(root, "scripts/commands/bootstrap.mjs"));
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

export const parentOf = (pid: number): number => Number(spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout);

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
