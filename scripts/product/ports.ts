import { execFileSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { lookup } from "node:dns/promises";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { type Settings, SetupError } from "./settings.ts";

/** To a browser both are localhost, and it tries the second one first. */
const addresses = ["127.0.0.1", "::1"];

/** True also where the machine does not have the address: without IPv6 there is no ::1. */
const isFree = (port: number, host: string) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE" && error.code !== "EACCES"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** {@link requirePorts} for all that PrepPal's own processes listen on, and the inspector's relay where there is one. */
export const requireOwnPorts = (
  { appPort, workerPort, simulatorPort, usesSimulator }: Settings,
  inspection: { port: number } | null,
): Promise<void> =>
  requirePorts({
    ...{ APP_PORT: appPort, WORKER_PORT: workerPort },
    ...(usesSimulator && { GEMINI_SIMULATOR_PORT: simulatorPort }),
    ...(inspection && { INSPECTOR_PORT: inspection.port }),
  });

/**
 * Throws SetupError for the first port that two of the variables name, or that is taken, naming the process that has it and the variable
 * that chooses another.
 */
export const requirePorts = async (ports: Record<string, number>): Promise<void> => {
  for (const [variable, port] of Object.entries(ports)) {
    const [other] = Object.keys(ports).filter((it) => ports[it] === port);
    if (other !== variable) throw new SetupError(`${variable}: is the same port as ${other}`);
    for (const host of addresses) {
      if (await isFree(port, host)) continue;
      const holder = listeners().find((it) => it.port === port);
      const who = holder
        ? `process ${holder.pid} (${commandOf(holder.pid).slice(0, 100)}) listens there. End it`
        : "end what listens there";
      throw new SetupError(`Port ${port} is in use: ${who}, or choose another with ${variable}=<port>.`);
    }
  }
};

const hasAddress = (host: string) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port: 0, host }, () => server.close(() => resolve(true)));
  });

/**
 * The host that a server must listen on so that every program on this machine reaches it as localhost. Usually that is "localhost" itself,
 * but many containers map the name to ::1 without having IPv6, and workerd does not start on an address that does not exist.
 */
export const localHost = async (named = namesOfLocalhost()): Promise<string> => {
  const had = await Promise.all((await named).map(hasAddress));
  return had.includes(false) ? "127.0.0.1" : "localhost";
};

const namesOfLocalhost = async (): Promise<string[]> =>
  (await lookup("localhost", { all: true }).catch(() => [])).map(({ address }) => address);

/** Below the ports that Linux (from 32768), macOS and Windows (from 49152) give to outgoing connections. */
const choice = { from: 20_000, to: 31_000 };

/** A port of localhost that nothing listened on a moment ago, and that the system gives to no outgoing connection. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(choice.from, choice.to);
    const free = await Promise.all(addresses.map((host) => isFree(port, host)));
    if (!free.includes(false)) return port;
  }
};

/** What a process of this machine listens on, over TCP. */
export type Listener = { pid: number; host: string; port: number };

/** All listeners that this user can see: those of other users' processes are hidden. */
export const listeners = (): Listener[] => (process.platform === "linux" ? findListeners() : askForListeners());

/** The command line of a process, "" if it is gone. */
export const commandOf = (pid: number): string => {
  try {
    const words =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
        : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return words.trim();
  } catch {
    return "";
  }
};

const isListening = "0A";

/** The kernel's tables list all sockets, and /proc/<pid>/fd says which process holds which. */
const findListeners = (): Listener[] => {
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => read(() => readFileSync(table, "utf8").split("\n"), []));
  const sockets = new Map<string, string>(
    rows
      .map((row) => row.trim().split(/\s+/))
      .flatMap(([, local = "", , state, , , , , , inode]) => (state === isListening ? [[`socket:[${inode}]`, local] as const] : [])),
  );
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) =>
      read(() => readdirSync(`/proc/${pid}/fd`), []).map((fd) => [pid, read(() => readlinkSync(`/proc/${pid}/fd/${fd}`), "")]),
    )
    .flatMap(([pid, link = ""]) => {
      const [host, port] = sockets.get(link)?.split(":") ?? [];
      return host === undefined || port === undefined ? [] : [{ pid: Number(pid), host: addressOf(host), port: parseInt(port, 16) }];
    });
};

/** The kernel writes an address as words of four bytes, each with its bytes reversed. */
const addressOf = (hex: string): string => {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => parseInt(byte, 16)).join(".");
  return new URL(`http://[${bytes.join("").match(/.{4}/g)?.join(":")}]`).hostname.slice(1, -1);
};

/** `lsof -F`: a line with the process, then one for each of its sockets. */
const askForListeners = (): Listener[] => {
  let pid = 0;
  return read(() => execFileSync("lsof", ["-nP", "-iTCP", "-sTCP:LISTEN", "-Fpn"], { encoding: "utf8" }), "")
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("p")) pid = Number(line.slice(1));
      const [, host, port] = /^n\[?(.*?)\]?:(\d+)$/.exec(line) ?? [];
      return host === undefined ? [] : [{ pid, host: host === "*" ? "::" : host, port: Number(port) }];
    });
};

const read = <Found>(look: () => Found, otherwise: Found): Found => {
  try {
    return look();
  } catch {
    return otherwise;
  }
};
