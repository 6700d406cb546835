import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { longMs } from "../../harness/wait.ts";
import { secrets } from "../../harness/secrets.ts";
import { freePort, listeners } from "../product/ports.ts";
import { keepGroup } from "../product/process-group.ts";

it("serves the first page from source with every module it names, and ends on SIGTERM", async ({ onTestFinished }) => {
  const dir = mkdtempSync(join(tmpdir(), "preppal-dev-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const [app, worker, simulator] = await Promise.all([freePort(), freePort(), freePort()]);
  const ports = { APP_PORT: String(app), WORKER_PORT: String(worker), GEMINI_SIMULATOR_PORT: String(simulator) };
  const dev = keepGroup(
    spawn("node", ["scripts/commands/bootstrap.mjs", "dev"], {
      detached: true,
      env: { ...process.env, ...secrets, ...ports, GEMINI_API_KEY: "", STATE_DIR: join(dir, "state") },
    }),
  );
  onTestFinished(() => void dev.kill("SIGTERM"));
  let output = "";
  for (const stream of [dev.stdout, dev.stderr]) stream.on("data", (chunk) => (output += chunk));
  const origin = `http://localhost:${app}`;
  await vi.waitFor(() => expect(output).toContain(`Open ${origin}`), 4 * longMs);

  const page = await (await fetch(`${origin}/signup`)).text();
  expect(page).toContain("Create account");
  const modules = [...page.matchAll(/\b(?:import|from) "([^"]+)"/g)].map(([, path = ""]) => path);
  expect(modules).toEqual(expect.arrayContaining(["/app/root.tsx", "/app/routes/signup/route.tsx"]));
  const answers = await Promise.all(modules.map((path) => fetch(origin + path)));
  expect(answers.filter(({ ok, headers }) => !ok || !headers.get("Content-Type")?.includes("javascript")).map(({ url }) => url)).toEqual(
    [],
  );

  dev.kill("SIGTERM");
  expect(await once(dev, "exit")).toEqual([0, null]);
  expect(listeners().filter(({ port }) => [app, worker, simulator].includes(port))).toEqual([]);
});
