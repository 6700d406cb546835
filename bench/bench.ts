import { existsSync } from "node:fs";
import { cpus } from "node:os";
import * as z from "zod";
import { fileNamed, readOptions, wholeNumber, wholeNumbers } from "../scripts/arguments.ts";
import { tableOf } from "../scripts/documents/tables.ts";
import { temporaryFolder } from "../scripts/product/apart.ts";
import { build, generate } from "../scripts/product/artifacts.ts";
import { freePort } from "../scripts/product/ports.ts";
import { say } from "../scripts/product/processes.ts";
import { median } from "../scripts/statistics.ts";
import { startApp } from "./load/app.ts";
import { type Line, startGemini } from "./load/gemini.ts";
import { shapes } from "./load/shapes.ts";
import { measureAllocations, wholeOf } from "./measures/allocations.ts";
import { besideHead, measureBeside } from "./measures/beside.ts";
import { hourHead, measureHour } from "./measures/hour.ts";
import { measureProduct } from "./measures/product.ts";
import { measure, type Sample, watch } from "./measures/relays.ts";
import { measureSlowReader, slowReaderHead } from "./measures/slow-reader.ts";
import { timeSuite } from "./measures/suite.ts";
import { type Around, builtBefore, type Relay, relays } from "./relays/relays.ts";
import { shown } from "./figures/shown.ts";
import { ratio, spread, whyUnfit } from "./figures/statistics.ts";

const listed = <Known extends string>(known: readonly Known[]) =>
  z
    .string()
    .transform((all) => all.split(","))
    .pipe(z.array(z.enum(known)).min(1));

const asked = z.object({
  rounds: wholeNumber(1, 20),
  seconds: wholeNumber(2, 600),
  sessions: wholeNumbers,
  frames: listed(Object.keys(shapes)),
  relays: listed(Object.keys(relays)),
  core: wholeNumber(0)
    .max(cpus().length - 1, "there is no such processor")
    .optional(),
  profile: z.enum(Object.keys(relays)).optional(),
  allocations: z.enum(Object.keys(relays)).optional(),
  before: z.string().transform(fileNamed).refine(existsSync, "there is no such file").optional(),
  only: z.enum(["relays", "beside", "slow", "product", "hour"]).optional(),
  suite: z.boolean(),
});

const line = {
  call: "npm run bench -- [options]",
  does: "Compares relays, then measures a candidate who does not read and the whole product. docs/performance.md says how to read it.",
  options: {
    rounds: { value: "N", initial: "3", does: "how many, 1 to 20" },
    seconds: { value: "N", initial: "8", does: "the length of each, 2 to 600" },
    sessions: { value: "N,N", initial: "40,120", does: "interviews at once" },
    frames: { value: "real,small", initial: "real,small", does: "as our page and Google send them, or the smallest there may be" },
    relays: { value: "NAMES", initial: Object.keys(relays).join(","), does: "which of these" },
    core: { value: "N", does: "gives the relay this one processor" },
    before: { value: "FILE", does: "an earlier build of the Worker, measured beside the present one" },
    only: { value: "relays|beside|slow|product|hour", does: "one part" },
    suite: { does: "also times npm test" },
    profile: { value: "RELAY", does: "prints where this one spends its time" },
    allocations: { value: "RELAY", does: "prints what this one takes of the heap for each frame" },
  },
} as const;

/** What the benchmark is asked for. Throws SetupError. */
export const benchOptions = (args: string[]) => readOptions(line, asked, args);

/** Prints a table for each thing that is measured; without options the relays, a candidate who does not read, and the whole product. */
export const bench = async (args: string[]): Promise<void> => {
  const wanted = benchOptions(args);
  await generate();
  await build();
  const folder = temporaryFolder("bench");
  const [gemini, app] = [await startGemini(), await startApp()];
  const around = { geminiUrl: gemini.url, appUrl: app.url, folder, core: wanted.core ?? null };
  try {
    const { profile, allocations, only, suite } = wanted;
    if (profile !== undefined) await profileRelay(relays[profile]!, wanted, around, gemini.lines);
    else if (allocations !== undefined) await showAllocations(relays[allocations]!, wanted, around, gemini.lines);
    else {
      if (only === undefined || only === "relays") await compareRelays(wanted, around, gemini.lines);
      if (only === undefined || only === "slow") await compareSlowReaders(wanted, around, gemini.lines);
      if (only === undefined || only === "product") console.log(`\n${tableOf(["the whole product", ""], await measureProduct(folder))}\n`);
      if (only === "beside") await showBeside(wanted, around, gemini.lines);
      if (only === "hour") await showHour(wanted, around, gemini.lines);
      if (suite) console.log(`\n${tableOf(["the tests", ""], [await timeSuite()])}\n`);
    }
  } finally {
    gemini.stop();
    app.stop();
  }
  process.exit(0);
};

type Asked = z.output<typeof asked>;

const compareRelays = async ({ rounds, seconds, sessions, frames, relays: asked, before }: Asked, around: Around, lines: Line[]) => {
  const { known, names } = withBefore(asked, before);
  for (const frame of frames)
    for (const count of sessions) {
      const load = { shape: shapes[frame]!(), sessions: count, seconds, lines };
      const samples = new Map<string, Sample[]>(names.map((name) => [name, []]));
      for (let round = 0; round < rounds; round += 1)
        for (const name of names) {
          say(name, `${frame} frames, ${count} sessions, round ${round + 1} of ${rounds}`);
          samples.get(name)?.push(await measure(known[name]!, around, load));
        }
      console.log(`\n${frame} frames, ${count} sessions, ${rounds} × ${seconds} s; CPU in ms a session and second, times in ms\n`);
      console.log(compared(names.map((name) => [known[name]!, samples.get(name) ?? []])));
      const foreign = [...samples.values()].flat().map((sample) => sample.foreign);
      console.log(`\n${whyUnfit(foreign) ?? `Others had at most ${Math.round(100 * Math.max(...foreign))} % of the processors.`}\n`);
    }
};

/** The relays by name, and the names asked for; with an earlier build, each of the product's relays comes twice. */
const withBefore = (asked: string[], before: string | undefined) => {
  const known = { ...relays, ...(before !== undefined && builtBefore(before)) };
  if (before === undefined) return { known, names: asked };
  const names = asked.flatMap((name) => [name, name.replace("preppal", "before")]).filter((name, at, all) => all.indexOf(name) === at);
  return { known, names };
};

const showBeside = async ({ rounds, seconds, sessions, frames, relays: asked, before }: Asked, around: Around, lines: Line[]) => {
  const { known, names } = withBefore(asked, before);
  for (const frame of frames)
    for (const count of sessions) {
      say("beside", `${frame} frames, ${count} sessions on each of ${names.length} relays at once, ${rounds} × ${seconds} s`);
      const load = { shape: shapes[frame]!(), sessions: count, seconds, lines };
      const all = names.map((name) => known[name]!);
      const { rows, foreign } = await measureBeside(all, around, load, rounds);
      console.log(
        `\n${frame} frames, ${count} sessions on each; CPU in ms a session and second, times in ms\n\n${tableOf(besideHead, rows)}`,
      );
      console.log(`\n${whyUnfit(foreign) ?? `Others had at most ${Math.round(100 * Math.max(...foreign))} % of the processors.`}\n`);
    }
};

const slowReaderSessions = 10;

const compareSlowReaders = async ({ frames: [frame = "real"], relays: asked }: Asked, around: Around, lines: Line[]) => {
  const rows: string[][] = [];
  for (const name of asked) {
    say(name, "one who reads nothing");
    rows.push(await measureSlowReader(relays[name]!, around, { shape: shapes[frame]!(), sessions: slowReaderSessions, seconds: 0, lines }));
  }
  console.log(`\n${slowReaderSessions} sessions, ${frame} frames\n\n${tableOf(slowReaderHead, rows)}\n`);
};

const hourSessions = 4;

const showHour = async ({ frames: [frame = "real"] }: Asked, around: Around, lines: Line[]) => {
  say("hour", `${hourSessions} interviews on a clock that goes ten times as fast: six minutes`);
  const rows = await measureHour(around, { shape: shapes[frame]!(), sessions: hourSessions, seconds: 0, lines });
  console.log(`\n${hourSessions} interviews of an hour, ${frame} frames\n\n${tableOf(hourHead, rows)}\n`);
};

const allocationMs = 10_000;

const showAllocations = async (relay: Relay, { frames, sessions, seconds }: Asked, around: Around, lines: Line[]) => {
  const [frame = "real"] = frames;
  const [count = 40] = sessions;
  const load = { shape: shapes[frame]!(), sessions: count, seconds, lines };
  const watched = { ...around, inspectorPort: await freePort(), isNamed: true };
  const [all = []] = await measureAllocations(relay, watched, load, { ms: allocationMs, times: 1 });
  console.log(`\n${relay.name}, ${frame} frames, ${count} sessions: what they took of V8's heap\n`);
  const rows = [{ name: "all", bytes: wholeOf(all) }, ...all.slice(0, 10)].map(({ name, bytes }) => [name, bytes.toFixed(0)]);
  console.log(tableOf(["function", "bytes a frame"], rows));
};

const profileRelay = async (relay: Relay, { frames, sessions, seconds }: Asked, around: Around, lines: Line[]) => {
  const [frame = "real"] = frames;
  const [count = 40] = sessions;
  const load = { shape: shapes[frame]!(), sessions: count, seconds, lines };
  const top = await watch(relay, { ...around, inspectorPort: await freePort(), isNamed: true }, load, 10);
  console.log(`\n${relay.name}, ${frame} frames, ${count} sessions: where its own time went\n`);
  console.log(
    tableOf(
      ["function", "%"],
      top.map(({ name, share }) => [name, (100 * share).toFixed(1)]),
    ),
  );
};

const head = ["relay", "CPU", "± %", "× bytes-only", "up p50", "up p99", "down p50", "down p99", "MB", "lost", "waited %"];

const compared = (all: (readonly [Relay, Sample[]])[]): string => {
  const bytes = all.find(([{ name }]) => name === relays["bytes"]?.name)?.[1] ?? [];
  const of = (samples: Sample[], key: keyof Sample) => samples.map((sample) => sample[key]);
  const rows = all.map(([{ name }, samples]) => [
    name,
    shown(median(of(samples, "cpuMs"))),
    shown(50 * spread(of(samples, "cpuMs"))),
    shown(ratio(of(samples, "cpuMs"), of(bytes, "cpuMs"))),
    ...(["upP50", "upP99", "downP50", "downP99", "megabytes"] as const).map((key) => shown(median(of(samples, key)))),
    String(Math.max(...of(samples, "lost"))),
    shown(100 * median(of(samples, "waited"))),
  ]);
  return tableOf(head, rows);
};
