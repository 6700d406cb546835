import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { leavesOf } from "../../machines/chart.ts";
import { parseRecording } from "../../machines/recording/recording.ts";
import { replay, stateText } from "../../machines/recording/replay.ts";
import { fileNamed, readArguments, usageOf } from "../arguments.ts";

const line = {
  call: "npm run replay FILE",
  does: "Plays a flight-recorder file and prints time, event and the states that it left and entered. Exits 1 if it cannot, or ends elsewhere than the file says.",
  takesNames: true,
} as const;

const main = async (): Promise<void> => {
  const [file, ...more] = readArguments(line).names;
  if (file === undefined || more.length > 0) throw new Error(`Name one file.\n\n${usageOf(line)}`);
  const recording = parseRecording(parsed(await readFile(fileNamed(file))));
  const { start, steps, end } = await replay(recording);
  console.log(`${seconds(0)}  ${recording.machine} starts in ${stateText(start)}`);
  for (const { atMs, event, before, after } of steps) {
    console.log(`${seconds(atMs)}  ${eventText(event)}: ${moveText(leavesOf(before), leavesOf(after))}`);
  }
  console.log(`ends in ${stateText(end)}`);
  if ("endsIn" in recording && !isDeepStrictEqual(recording.endsIn, end)) {
    throw new Error(`The file says that it ends in ${JSON.stringify(recording.endsIn)}, not in ${JSON.stringify(end)}`);
  }
};

/** A byte order mark is no part of the text. */
const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new Error(`The file is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3).padStart(9)} s`;

/** Only what changed: a call has eight states at once. */
const moveText = (before: readonly string[], after: readonly string[]): string => {
  const left = before.filter((it) => !after.includes(it));
  const entered = after.filter((it) => !before.includes(it));
  return left.length + entered.length === 0 ? "stays" : `${left.join(", ")} → ${entered.join(", ")}`;
};

const eventText = ({ type, ...fields }: { type: string }): string =>
  [type, ...Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)].join(" ");

main().catch((error: unknown) => {
  console.error(`replay: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
