import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";

// The pipe closes when this process ends, however it ends; the shell then kills the groups on the last line it was sent.
const keeperScript = `
while read -r line; do groups=$line; done
[ -n "$groups" ] || exit
kill -TERM $groups
sleep 3
kill -KILL $groups
`;

const groups = new Set<number>();
let keeper: ChildProcess | undefined;

const tellKeeper = (): void => {
  keeper?.stdin?.write(`${[...groups].map((group) => `-${group}`).join(" ")}\n`);
};

const startKeeper = (): ChildProcess => {
  const child = spawn("sh", ["-c", keeperScript], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  child.stdin.on("error", () => undefined);
  if ("unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
  child.unref();
  return child;
};

/** Starts a child that leads a process group of its own. The group ends with this process, even if this process is killed. */
export const spawnGroup = (command: string, args: string[], options: SpawnOptions): ChildProcess => {
  keeper ??= startKeeper();
  const child = keepGroup(spawn(command, args, { ...options, detached: true }));
  const { pid } = child;
  if (pid !== undefined) child.on("exit", () => signalGroup(pid, "SIGKILL"));
  return child;
};

/** Has the group that a child leads end with this process, if the child still runs then. */
export const keepGroup = <Child extends ChildProcess>(child: Child): Child => {
  const { pid } = child;
  if (pid === undefined) return child;
  keeper ??= startKeeper();
  groups.add(pid);
  tellKeeper();
  // The system may give the id of a group that has ended to another one.
  child.on("exit", () => {
    groups.delete(pid);
    tellKeeper();
  });
  return child;
};

/** Sends SIGTERM to a whole group, and SIGKILL to what is left of it after 3 s. */
export const endGroup = async (group: number): Promise<void> => {
  const isAlive = signalGroup(group, "SIGTERM");
  const until = Date.now() + 3_000;
  while (isAlive && Date.now() < until && signalGroup(group, 0)) await new Promise((resolve) => setTimeout(resolve, 50));
  signalGroup(group, "SIGKILL");
};

/** Ends at once whatever {@link spawnGroup} has started and still runs. */
export const killGroups = (): void => groups.forEach((group) => signalGroup(group, "SIGKILL"));

const signalGroup = (group: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
};
