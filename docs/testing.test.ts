import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parseRecording } from "../machines/recording.ts";
import { replay } from "../machines/replay.ts";

it("plays every recording on the page for testers to the end that it names", async () => {
  const page = await readFile(new URL("testing.md", import.meta.url), "utf8");
  const recordings = [...page.matchAll(/```json\n([^]*?)```/g)].map(([, json]) => parseRecording(JSON.parse(json ?? "")));
  expect(recordings.length).toBeGreaterThan(0);
  for (const recording of recordings) expect((await replay(recording)).end).toEqual(recording.endsIn);
});
