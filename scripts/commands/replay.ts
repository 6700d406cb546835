import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { parseRecording } from "../../machines/recording/recording.ts";
import { replay, stateText } from "../../machines/recording/replay.ts";

/** `npm run replay FILE`: plays a flight-recorder file and prints time, event and states. Exits 1 when it cannot, or ends elsewhere than the file says. */
const main = async (file: string | undefined): Promise<void> => {
  if (file === undefined) throw new Error("Name a flight-recorder file: npm run replay FILE");
  const recording = parseRecording(parsed(await readFile(file, "utf8")));
  const { start, steps, end } = await replay(recording);
  console.log(`${seconds(0)}  ${recording.machine} starts in ${stateText(start)}`);
  for (const { atMs, event, before, after } of steps) {
    const move = isDeepStrictEqual(before, after) ? `stays in ${stateText(after)}` : `${stateText(before)} → ${stateText(after)}`;
    console.log(`${seconds(atMs)}  ${eventText(event)}: ${move}`);
  }
  console.log(`ends in ${stateText(end)}`);
  if ("endsIn" in recording && !isDeepStrictEqual(recording.endsIn, end)) {
    throw new Error(`The file says that it ends in ${JSON.stringify(recording.endsIn)}, not in ${JSON.stringify(end)}`);
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error("The file is not JSON", { cause });
  }
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(3).padStart(9)} s`;

const eventText = ({ type, ...fields }: { type: string }): string =>
  [type, ...Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`)].join(" ");

main(process.argv[2]).catch((error: unknown) => {
  console.error(`replay: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
