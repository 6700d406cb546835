import { cpus } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { unstable_startWorker } from "wrangler";

/**
 * `npx node sound/testing/measure-cost.ts`: what the voice detector costs in workerd, in µs per frame of 40 ms. Workerd's own clock stands
 * still while it computes, so requests are timed from outside: the fastest of many frames, less the fastest of none.
 */
const frames = 100_000;
const rounds = 15;

const worker = await unstable_startWorker({
  config: "",
  name: "cost",
  entrypoint: fileURLToPath(new URL("cost-worker.ts", import.meta.url)),
  compatibilityDate: "2026-11-02",
  dev: { server: { port: 0 }, inspector: false, logLevel: "error", watch: false },
});
const fastest = async (count: number): Promise<number> => {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const begunAt = performance.now();
    await (await worker.fetch(`http://cost/?frames=${count}`)).text();
    least = Math.min(least, performance.now() - begunAt);
  }
  return least;
};
await fastest(frames);
const us = (((await fastest(frames)) - (await fastest(0))) * 1_000) / frames;
const [{ model } = { model: "an unknown processor" }] = cpus();
console.log(`${us.toFixed(2)} µs per frame of 40 ms in workerd, on ${cpus().length} × ${model}, ${new Date().toISOString().slice(0, 10)}`);
await worker.dispose();
process.exit();
