import { execFileSync } from "node:child_process";
import { WebSocket } from "ws";

/** Seconds of processor time that a process group has had, and the MB that it holds. */
export const costOf = (group: number): { cpuSeconds: number; megabytes: number } => {
  const rows = execFileSync("ps", ["-A", "-o", "pgid=,time=,rss="], { encoding: "utf8" }).trim().split("\n");
  const own = rows.map((row) => row.trim().split(/\s+/)).filter(([pgid]) => Number(pgid) === group);
  return {
    cpuSeconds: own.reduce((sum, [, time = ""]) => sum + secondsOf(time), 0),
    megabytes: Math.round(own.reduce((sum, [, , rss]) => sum + Number(rss), 0) / 1024),
  };
};

/** `[days-]hours:minutes:seconds` of ps. */
const secondsOf = (time: string): number => {
  const [days, clock = ""] = time.includes("-") ? time.split("-") : ["0", time];
  return Number(days) * 86_400 + clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
};

/** Ms that 20 small frames take to the Worker and back, one after the other, over `/check`. None where it does not answer. */
export const echoes = (workerUrl: string): Promise<number[]> =>
  new Promise((resolve) => {
    const took: number[] = [];
    let sentAt = 0;
    const socket = new WebSocket(`${workerUrl}/check`, { perMessageDeflate: false });
    const send = () => {
      sentAt = performance.now();
      socket.send(new Uint8Array(16));
    };
    socket.on("open", send);
    socket.on("message", () => {
      took.push(performance.now() - sentAt);
      if (took.length < 20) send();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(took));
  });
