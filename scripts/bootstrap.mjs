// The first step of every command. It runs on the machine's own Node (20.19 or newer) with no dependency installed,
// installs what the lock file names, then hands over to the command on the installed Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "..");
const [command, ...args] = process.argv.slice(2);

const stop = (message) => {
  console.error(message);
  process.exit(1);
};

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop(`PrepPal needs Node 20.19 or newer, and this is ${process.version}: install a newer one from nodejs.org.`);

const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");
const stamp = join(root, "node_modules", ".preppal-lock");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  console.log("Installing the dependencies named in package-lock.json (about a minute the first time)…");
  // Not `npm ci`: it refuses a lock file made where a registry lacks other platforms' optional packages (decision 0003).
  const install = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (install.status !== 0)
    stop("The dependencies could not be installed: see npm's message above, check the network, and run the command again.");
  writeFileSync(stamp, lock);
}

const bin = join(root, "node_modules", ".bin");
const child = spawn(join(bin, "node"), ["--disable-warning=ExperimentalWarning", join(root, "scripts", `${command}.ts`), ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, WRANGLER_SEND_METRICS: "false" },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm ends on SIGTERM without telling what it started: being left by it means the same as the signal.
const startedBy = process.ppid;
setInterval(() => process.ppid !== startedBy && child.kill("SIGTERM"), 250).unref();
child.on("exit", (code) => process.exit(code ?? 1));
