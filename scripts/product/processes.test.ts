import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { freePort } from "./ports.ts";
import { Services } from "./processes.ts";

const dir = mkdtempSync(join(tmpdir(), "preppal-services-"));
const services = new Services(dir);

afterEach(async () => {
  vi.useRealTimers();
  await services.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Answers its first request, then does as Wrangler does when its front runtime is killed: says so, and leaves what is asked without an answer. */
const crashing = `
let asked = 0;
require("node:http").createServer((_, response) => {
  if ((asked += 1) > 1) return console.log("asked in vain");
  response.end();
  console.log("[wrangler:warn] The Workers runtime crashed unexpectedly and is being restarted (crash #1).");
}).listen(Number(process.env.PORT), "127.0.0.1");
`;

it("treats a service as stopped when its runtime has died and it has not answered for ten seconds", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const port = await freePort();
  services.start("worker", process.execPath, ["-e", crashing], { env: { PORT: String(port) } });
  await services.ready("worker", `http://127.0.0.1:${port}/health`);
  const log = join(dir, "worker.log");
  const asked = (times: number) =>
    until(`question ${times}`, () => existsSync(log) && readFileSync(log, "utf8").split("asked in vain").length > times);
  await asked(1);
  vi.setSystemTime(Date.now() + 9_999);
  // A question is given up after two seconds, and the next one asked while there is time.
  await asked(2);
  vi.setSystemTime(Date.now() + 1);
  await expect(services.ended).rejects.toThrow("The worker stopped: its runtime crashed and does not answer.");
});

it("says where to read why a service's source does not build, since its requests wait meanwhile", async ({ onTestFinished }) => {
  const logs = mkdtempSync(join(tmpdir(), "preppal-services-"));
  const developing = new Services(logs);
  onTestFinished(async () => {
    await developing.stop();
    rmSync(logs, { recursive: true, force: true });
  });
  const printed = vi.spyOn(console, "log").mockReturnValue();
  developing.start("worker", process.execPath, ["-e", 'console.error("ERROR Build failed with 1 error:\\n\\n  index.ts:90:6")']);
  await until("line", () => printed.mock.calls.length > 0);
  expect(printed.mock.calls).toEqual([[`  worker     does not build, and its requests wait until it does: see ${logs}/worker.log`]]);
});

const argsOf = (program: string) => {
  const imports = `import { main } from ${JSON.stringify(join(import.meta.dirname, "processes.ts"))};`;
  return ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", imports + program];
};

const run = (program: string) => {
  const { status, stderr } = spawnSync(process.execPath, argsOf(program), { encoding: "utf8" });
  return [status, stderr];
};

it.each(["EACCES", "EROFS", "ENOSPC"])("says in one line what the disk refuses: %s", (code) => {
  const said = `${code}: not this, open '.dev.vars'`;
  const program = `main(() => Promise.reject(Object.assign(new Error("${said}"), { code: "${code}", path: ".dev.vars" })));`;
  expect(run(program)).toEqual([1, `${said}. PrepPal reads and writes in ${process.cwd()} as the user who runs it.\n`]);
});

it("ends without a word when nobody reads what it prints", async () => {
  const program = `main(async () => { for (;;) { console.log("more"); await new Promise((resolve) => setImmediate(resolve)); } });`;
  const child = spawn(process.execPath, argsOf(program), { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  child.stdout.once("data", () => child.stdout.destroy());
  expect([await once(child, "close"), errors]).toEqual([[1, null], ""]);
});
