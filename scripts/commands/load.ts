import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import { readOptions, wholeNumber, wholeNumbers } from "../arguments.ts";
import { Candidate } from "../load/candidate.ts";
import { costOf, echoes } from "../load/measures.ts";
import { type Ask, newInterview, newToken, openAccount } from "../product/account.ts";
import { runApart, temporaryFolder } from "../product/apart.ts";
import { main } from "../product/processes.ts";
import type { Settings } from "../product/settings.ts";
import { quantile } from "../statistics.ts";

const asked = z.object({ sessions: wholeNumbers, seconds: wholeNumber(5, 600) });

/** The address of the socket of a new interview. */
const socketUrl = async (ask: Ask, workerUrl: string): Promise<string> => {
  const id = await newInterview(ask, { role: "Engineer" });
  return `${workerUrl}/${id}?token=${await newToken(ask, id)}`;
};

const columns = [
  "sessions",
  "live",
  "lost",
  "live p50",
  "live p95",
  "voice p95",
  "late p95",
  "echo p50",
  "echo p95",
  "worker CPU",
  "worker MB",
  "simulator CPU",
];
const row = (cells: (string | number)[]) =>
  console.log(`  ${cells.map((cell, at) => String(cell).padStart(Math.max(8, columns[at]?.length ?? 0))).join("  ")}`);

/** Holds `count` interviews for `seconds`, and prints one row of figures. */
const hold = async (settings: Settings, count: number, seconds: number, groups: { worker: number; simulator: number }): Promise<void> => {
  const { ask } = await openAccount(settings.appOrigin, "Load");
  const candidates: Candidate[] = [];
  // Ten a second, because interviews that are held are measured, not a rush to begin them.
  for (let at = 0; at < count; at += 1) {
    candidates.push(new Candidate(await socketUrl(ask, settings.workerUrl)));
    await setTimeout(100);
  }
  const until = performance.now() + 20_000;
  while (performance.now() < until && candidates.some((candidate) => candidate.liveAfterMs === null && candidate.closed === null))
    await setTimeout(100);
  const live = candidates.filter((candidate) => candidate.isLive).length;
  const before = { worker: costOf(groups.worker), simulator: costOf(groups.simulator) };
  const startedAt = performance.now();
  const took: number[] = [];
  while (performance.now() - startedAt < seconds * 1000) {
    took.push(...(await echoes(settings.workerUrl)));
    await setTimeout(500);
  }
  const elapsed = (performance.now() - startedAt) / 1000;
  const after = { worker: costOf(groups.worker), simulator: costOf(groups.simulator) };
  const percent = (of: "worker" | "simulator") => `${Math.round(((after[of].cpuSeconds - before[of].cpuSeconds) / elapsed) * 100)} %`;
  const ms = (values: number[], share: number) => Math.round(quantile(values, share) || 0);
  const of = (time: "liveAfterMs" | "spokenAfterMs" | "latestSoundMs") => candidates.flatMap((candidate) => candidate[time] ?? []);
  row([
    count,
    live,
    candidates.length - candidates.filter((candidate) => candidate.isLive).length,
    ms(of("liveAfterMs"), 0.5),
    ms(of("liveAfterMs"), 0.95),
    ms(of("spokenAfterMs"), 0.95),
    ms(of("latestSoundMs"), 0.95),
    ms(took, 0.5),
    ms(took, 0.95),
    percent("worker"),
    after.worker.megabytes,
    percent("simulator"),
  ]);
  for (const candidate of candidates) candidate.end();
  const gone = performance.now() + 20_000;
  while (performance.now() < gone && candidates.some((candidate) => candidate.closed === null)) await setTimeout(100);
  for (const candidate of candidates) candidate.leave();
};

const line = {
  call: "npm run load -- [options]",
  does: "Holds interviews with the simulator, all on this machine and with data of their own.",
  options: {
    sessions: { value: "50,100,200", initial: "20", does: "how many at once, in turn" },
    seconds: { value: "N", initial: "20", does: "for how long, 5 to 600" },
  },
} as const;

/** Times are in ms; `late` is how far the interviewer's sound fell behind its own length, `echo` how long a frame takes to the Worker and back. */
main(async () => {
  const { sessions, seconds } = readOptions(line, asked);
  const variables = { RATE_LIMIT_SCALE: "100000", DAILY_MINUTES: "0", MAX_LIVE_INTERVIEWS: "0" };
  await runApart(
    temporaryFolder("load"),
    async (settings, services) => {
      const groups = { worker: services.groupOf("worker"), simulator: services.groupOf("simulator") };
      row(columns);
      for (const count of sessions) await hold(settings, count, seconds, groups);
    },
    { variables },
  );
});
