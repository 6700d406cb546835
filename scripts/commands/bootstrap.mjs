// The first step of every command. It runs on the machine's own Node (20.19 or newer) with no dependency installed,
// installs what the lock file names, then hands over to the command on the installed Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const stop = (message) => {
  console.error(message);
  process.exit(1);
};

// Before anything that an older Node does not know, such as `import.meta.dirname`.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  stop(`PrepPal needs Node 20.19 or newer, and this is ${process.version}: install a newer one from nodejs.org.`);

const root = join(import.meta.dirname, "../..");
const modules = join(root, "node_modules");
const bin = join(modules, ".bin");
const node = join(bin, "node");
const [command, ...args] = process.argv.slice(2);

/** Ends what is currently running: first the installation, then the command. */
let end = () => process.exit(1);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end(signal));

const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};
const isLinux = process.platform === "linux";
const ps = (...words) => spawnSync("ps", words, { encoding: "utf8" }).stdout ?? "";
const commandOf = (pid) => (isLinux ? (read(`/proc/${pid}/cmdline`) ?? "") : ps("-o", "command=", "-p", String(pid)));
/** State, parent and process group of a process; nothing of one that does not run. */
const statOf = (pid) =>
  (isLinux ? (read(`/proc/${pid}/stat`) ?? "").replace(/^.*\) /s, "") : ps("-o", "state=,ppid=,pgid=", "-p", String(pid)))
    .trim()
    .split(/\s+/);
const parentOf = (pid) => Number(statOf(pid)[1]);
const everyProcess = () => (isLinux ? readdirSync("/proc") : ps("-A", "-o", "pid=").split(/\s+/)).map(Number).filter(Boolean);
const signalTo = (pid, signal) => {
  try {
    return process.kill(pid, signal);
  } catch (cause) {
    return cause.code === "EPERM";
  }
};
const isAlive = (pid) => signalTo(pid, 0);

// A process that starts this and ends sends no signal, and a shell that it puts in between outlives it. So the loss of either is treated as
// SIGTERM. The scripts in package.json use `exec` to replace npm's own shell, which would swallow an interrupt that npm passes on.
const shell = process.ppid;
const starters = commandOf(shell).includes("bootstrap.mjs") ? [parentOf(shell)] : [];
setInterval(() => {
  if (process.ppid !== shell || !starters.every(isAlive)) end("SIGTERM");
}, 250).unref();

const isWritable = (folder) => {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

// npm, Buf and Wrangler keep caches and settings in the home folder and fail without one.
if (!isWritable(homedir()) && isWritable(root)) {
  process.env.HOME = join(root, ".wrangler", "home");
  mkdirSync(process.env.HOME, { recursive: true });
}

// Overrides a person's own npm settings: the tools are devDependencies, and some are fetched by an install script.
const always = ["--include=dev", "--ignore-scripts=false", "--no-audit", "--no-fund", "--loglevel=error"];

/** Runs npm and answers whether it succeeded. npm leads a process group, because install scripts and what they start might outlive it. */
const npm = async (...words) => {
  const child = spawn("npm", [...words, ...always], { cwd: root, stdio: ["ignore", "inherit", "inherit"], detached: true });
  if (child.pid) tellTurn(child.pid);
  let isAsked = false;
  end = () => {
    isAsked = true;
    signalTo(-child.pid, "SIGTERM");
    setTimeout(() => signalTo(-child.pid, "SIGKILL"), 3_000);
  };
  const code = await new Promise((resolve) => child.on("error", resolve).on("exit", resolve));
  if (isAsked) {
    signalTo(-child.pid, "SIGKILL");
    stop("The installation was ended before it was done: run the command again, and it begins anew.");
  }
  return code === 0;
};

const lockFile = readFileSync(join(root, "package-lock.json"), "utf8");
const lock = createHash("sha256").update(lockFile).digest("hex");
const stamp = join(modules, ".preppal-lock");
// There while an installation is not done: in what a killed one left, npm does not notice that files are missing.
const begun = join(modules, ".preppal-begun");
// npm writes this one last, whoever started it.
const listed = join(modules, ".package-lock.json");
const isStamped = () => read(stamp) === lock;
const hasPackages = () =>
  Object.entries(JSON.parse(lockFile).packages).every(
    ([folder, { optional, devOptional }]) => optional || devOptional || existsSync(join(root, folder, "package.json")),
  );
const isInstalled = () => isStamped() && existsSync(node) && hasPackages();
const isHalf = () => existsSync(begun) || !existsSync(listed) || (isStamped() && !hasPackages());

// Says which process installs, and which npm it has started. A link is there at once with what it says, where a file would be empty for a moment.
const turn = join(root, ".wrangler", "installing");
const letGo = () => rmSync(turn, { force: true });
const tellTurn = (npmPid) => {
  const next = `${turn}.${process.pid}`;
  symlinkSync(`${process.pid} ${npmPid}`, next);
  renameSync(next, turn);
};
const becomesTurn = (link) => {
  try {
    symlinkSync(String(process.pid), link);
    return true;
  } catch (cause) {
    return cause.code === "EEXIST" ? false : stop(`The dependencies cannot be installed: ${cause.message}`);
  }
};
const textOf = (link) => {
  try {
    return readlinkSync(link);
  } catch (cause) {
    return cause.code === "ENOENT" ? null : stop(`The dependencies cannot be installed: ${cause.message}`);
  }
};

/** Whether what npm has started, or itself, still runs. The id of one that has ended may be another program's by now. */
const isAtWork = (npmPid) => {
  const members = everyProcess().filter((pid) => {
    const [state, , group] = statOf(pid);
    return Number(group) === npmPid && !state.startsWith("Z");
  });
  return members.includes(npmPid) ? commandOf(npmPid).includes("npm") : members.length > 0;
};

/** What is known of the one that `text` names: null if it neither runs nor has left an npm that does. */
const holderOf = (text) => {
  const [pid, npmPid] = text.split(" ").map(Number);
  if (pid !== process.pid && commandOf(pid).includes("bootstrap.mjs")) return `process ${pid}, which is installing the dependencies…`;
  return npmPid && isAtWork(npmPid) ? `npm (process ${npmPid}), which goes on after its command was killed…` : null;
};

/**
 * Has `link` name this process, or answers who is at it. What one that was killed left is replaced by one process at a time: a second one that
 * had seen it as well would replace what the first has made of it.
 */
const take = (link) => {
  while (!becomesTurn(link)) {
    const text = textOf(link);
    // It was let go since.
    if (text === null) continue;
    const holder = holderOf(text);
    if (holder !== null) return holder;
    const replacing = `${link}.replacing`;
    const other = take(replacing);
    if (other !== null) return other;
    if (textOf(link) === text) {
      renameSync(replacing, link);
      return null;
    }
    rmSync(replacing);
  }
  return null;
};

/** Waits while another command of this project installs, or an npm does whose command was killed. */
const takeTurn = async () => {
  if (!isWritable(root)) stop(`The dependencies cannot be installed: this user may not write in ${root}.`);
  mkdirSync(dirname(turn), { recursive: true });
  let told = null;
  for (let holder = take(turn); holder !== null; holder = take(turn)) {
    if (holder !== told) console.log(`Waiting for ${holder}`);
    told = holder;
    await wait(200);
  }
  process.on("exit", letGo);
};

const install = async () => {
  if (isHalf()) rmSync(modules, { recursive: true, force: true });
  rmSync(stamp, { force: true });
  mkdirSync(modules, { recursive: true });
  writeFileSync(begun, "");
  console.log("Installing the dependencies named in package-lock.json (about a minute the first time)…");
  // Not `npm ci`: it refuses a lock file made where a registry lacks other platforms' optional packages (decision 0003).
  const isDone = await npm("install", "--no-save");
  // An install does not run the scripts of packages that are already there.
  const isWhole = isDone && (existsSync(node) || (await npm("rebuild")));
  if (!isWhole) stop("The dependencies could not be installed: see npm's message above, check the network, and run the command again.");
  if (!existsSync(node))
    stop(
      "npm installed the dependencies, but not the Node that runs them (node_modules/.bin/node): delete node_modules and run the command again.",
    );
  rmSync(begun, { force: true });
  writeFileSync(stamp, lock);
};

if (!isInstalled()) {
  await takeTurn();
  if (!isInstalled()) await install();
  letGo();
  process.off("exit", letGo);
}

// A proxy set in the environment is for the outside world, not for the parts of PrepPal that talk to each other.
const direct = [process.env.no_proxy ?? process.env.NO_PROXY, "localhost", "127.0.0.1", "::1"].filter(Boolean).join(",");
const child = spawn(node, ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, `${command}.ts`), ...args], {
  cwd: root,
  // The command ends when this channel closes, even if this process is killed.
  stdio: ["inherit", "inherit", "inherit", "ipc"],
  env: {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    WRANGLER_SEND_METRICS: "false",
    NO_PROXY: direct,
    no_proxy: direct,
    // Wrangler alone is megabytes of script, which every start would compile again.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, ".cache", "compiled"),
  },
});
child.on("error", (cause) => stop(`${node} could not be started (${cause.message}): delete node_modules and run the command again.`));
end = (signal) => child.kill(signal);
child.on("exit", (code) => process.exit(code ?? 1));
