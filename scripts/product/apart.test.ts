import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const program = `
import { temporaryFolder } from ${JSON.stringify(join(import.meta.dirname, "apart.ts"))};
import { spawnGroup } from ${JSON.stringify(join(import.meta.dirname, "process-group.ts"))};
const folder = temporaryFolder("test");
spawnGroup("sh", ["-c", "n=0; while :; do n=$((n+1)); mkdir -p at/$n; echo > at/$n/file; done"], { cwd: folder, stdio: "ignore" });
console.log(folder);
`;

it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "leaves nothing of its temporary folder after %s, though a tool writes there",
  async (signal) => {
    const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", program];
    const command = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let errors = "";
    command.stderr.on("data", (chunk) => (errors += chunk));
    const [line] = (await once(command.stdout, "data")) as [Buffer];
    const folder = String(line).trim();
    expect(existsSync(folder)).toBe(true);
    const end = once(command, "close");
    command.kill(signal);
    expect([await end, errors, existsSync(folder)]).toEqual([[1, null], "", false]);
  },
);
