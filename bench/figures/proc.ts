import { readdirSync, readFileSync } from "node:fs";

/** What the system says of a process: processor time in ms, time in which it was ready and had no processor, and the memory it holds in MB. */
export type Cost = { cpuMs: number; waitedMs: number; megabytes: number };

/** Time on a processor and time waiting for one, in ns, as `/proc/<pid>/task/<id>/schedstat` says it. */
export const schedstatIn = (text: string): { ranNs: number; waitedNs: number } => {
  const [ranNs = 0, waitedNs = 0] = text.trim().split(/\s+/).map(Number);
  return { ranNs, waitedNs };
};

/** Resident memory in MB, as `/proc/<pid>/status` says it; 0 where it does not. */
export const residentIn = (text: string): number => Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) / 1024;

/** Ticks in which the machine's processors worked, and all ticks, as `/proc/stat` says them. */
export const ticksIn = (text: string): { busy: number; all: number } => {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0, steal = 0] = (/^cpu\s+(.*)$/m.exec(text)?.[1] ?? "")
    .split(/\s+/)
    .map(Number);
  const busy = user + nice + system + irq + softIrq + steal;
  return { busy, all: busy + idle + wait };
};

/** All threads of a process together. */
export const costOf = (pid: number): Cost => {
  const threads = readdirSync(`/proc/${pid}/task`).map((id) => schedstatIn(readOr(`/proc/${pid}/task/${id}/schedstat`, "0 0")));
  return {
    cpuMs: threads.reduce((sum, { ranNs }) => sum + ranNs, 0) / 1e6,
    waitedMs: threads.reduce((sum, { waitedNs }) => sum + waitedNs, 0) / 1e6,
    megabytes: residentIn(readFileSync(`/proc/${pid}/status`, "utf8")),
  };
};

export const machineTicks = (): { busy: number; all: number } => ticksIn(readFileSync("/proc/stat", "utf8"));

/** The file's text, or `otherwise` where it is gone: a thread that ended a moment ago has none. */
const readOr = (file: string, otherwise: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
};
