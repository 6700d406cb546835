import { expect, it } from "vitest";
import { Handles } from "./handles.ts";

it("limits a flood of handles to one every five seconds, and passes on the newest when it matters", () => {
  let nowMs = 0;
  const passed: string[] = [];
  const handles = new Handles(
    () => nowMs,
    (handle) => passed.push(`${handle} at ${nowMs}`),
  );
  for (; nowMs < 12_000; nowMs += 500) handles.issued(`h${nowMs}`);
  handles.flush();
  handles.flush();
  expect(passed).toEqual(["h0 at 0", "h5000 at 5000", "h10000 at 10000", "h11500 at 12000"]);
});
