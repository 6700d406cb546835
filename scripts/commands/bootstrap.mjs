// The first step of every command. It runs on the machine's own Node (20.19 or newer) with no dependency installed,
// installs what the lock file names, then hands over to the command on the installed Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "../..");
const bin = join(root, "node_modules", ".bin");
const node = join(bin, "node");
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
// What a person's own npm settings leave out is needed here: the tools are devDependencies, and some are fetched by a script.
const npm = (...words) =>
  spawnSync("npm", [...words, "--include=dev", "--ignore-scripts=false", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
if (!existsSync(node) || !existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  rmSync(stamp, { force: true });
  console.log("Installing the dependencies named in package-lock.json (about a minute the first time)…");
  // Not `npm ci`: it refuses a lock file made where a registry lacks other platforms' optional packages (decision 0003).
  const install = npm("install", "--no-save");
  // Packages that were there before without their scripts are not run again by an install.
  const isWhole = install.status === 0 && (existsSync(node) || npm("rebuild").status === 0);
  if (!isWhole) stop("The dependencies could not be installed: see npm's message above, check the network, and run the command again.");
  if (!existsSync(node))
    stop(
      "npm installed the dependencies, but not the Node that runs them (node_modules/.bin/node): delete node_modules and run the command again.",
    );
  writeFileSync(stamp, lock);
}

// A proxy of the environment is for the world outside, never for the parts of PrepPal that talk to each other.
const direct = [process.env.no_proxy ?? process.env.NO_PROXY, "localhost", "127.0.0.1", "::1"].filter(Boolean).join(",");
const child = spawn(node, ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, `${command}.ts`), ...args], {
  cwd: root,
  // The command ends when the channel does: even where this process is killed.
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    WRANGLER_SEND_METRICS: "false",
    NO_PROXY: direct,
    no_proxy: direct,
    // Wrangler alone is megabytes of script, which every start of it would compile anew.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "compiled"),
  },
});
child.on("error", (cause) => stop(`${node} could not be started (${cause.message}): delete node_modules and run the command again.`));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));

const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};
const ps = (column, pid) => spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
const commandOf = (pid) => read(`/proc/${pid}/cmdline`) ?? ps("command", pid);
const parentOf = (pid) =>
  Number(
    read(`/proc/${pid}/stat`)
      ?.replace(/^.*\) \S+ /s, "")
      .split(" ")[0] ?? ps("ppid", pid),
  );
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return cause.code === "EPERM";
  }
};

// Who starts this tells nobody when it ends, and a shell that it puts between outlives it: being left by either means the same as SIGTERM.
// Of npm's own shell the scripts in package.json take the place (`exec`): it would keep to itself an interrupt that npm passes on.
const shell = process.ppid;
const starters = commandOf(shell).includes("bootstrap.mjs") ? [parentOf(shell)] : [];
setInterval(() => {
  if (process.ppid !== shell || !starters.every(isAlive)) child.kill("SIGTERM");
}, 250).unref();
