import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { freePort } from "../../scripts/product/ports.ts";
import { startApp } from "../load/app.ts";
import { startGemini } from "../load/gemini.ts";
import { shapes } from "../load/shapes.ts";
import { relays } from "../relays/relays.ts";
import { measureAllocations, wholeOf } from "./allocations.ts";

/**
 * Of V8's heap, in bytes: 640 bytes of sound up are 872 in base64 and 944 in their message, 1,920 down come in a message of 2,690, which makes 2,100 a frame
 * for two frames up and one down. The platform's objects and ours are some 1,600 more, once V8 has compiled what is often called.
 */
const mostForFrame = 3_750;

/** Counts of the built Worker on workerd. Compiling counts too, so the lowest of them is what the frames take. */
const countsWith = async (sessions: number, counts: { ms: number; times: number }): Promise<number[]> => {
  const folder = mkdtempSync(join(tmpdir(), "preppal-bench-"));
  const [gemini, app] = [await startGemini(), await startApp()];
  const around = { geminiUrl: gemini.url, appUrl: app.url, folder, core: null, inspectorPort: await freePort() };
  const load = { shape: shapes["small"]!(), sessions, seconds: 0, lines: gemini.lines };
  try {
    return (await measureAllocations(relays["preppal24"]!, around, load, counts)).map(wholeOf);
  } finally {
    gemini.stop();
    app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

it("allocates no more per frame later than at first, nor with twenty interviews than with four: hardly more than its text", async () => {
  const many = await countsWith(20, { ms: 1_500, times: 5 });
  const [first, later] = [Math.min(...many.slice(0, 2)), Math.min(...many.slice(2))];
  const few = Math.min(...(await countsWith(4, { ms: 2_000, times: 2 })));
  expect(later).toBeLessThan(mostForFrame);
  expect(later / first).toBeLessThan(1.1);
  expect(later / few).toBeLessThan(1.1);
});
