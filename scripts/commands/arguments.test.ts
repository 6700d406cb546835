import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);

const { NODE_COMPILE_CACHE } = process.env;

/** Commands that take no arguments. None could find its tools here. */
const commands = [
  "build",
  "calibrate",
  "check",
  "deploy",
  "foreign-clients",
  "format",
  "fuzz",
  "generate",
  "mock",
  "pictures",
  "probe-gemini",
  "speech",
];

it.each(commands)("%s does nothing when given arguments it does not know", async (command) => {
  const asked = run(process.execPath, [join(import.meta.dirname, `${command}.ts`), "--dry-run"], { env: { PATH: "", NODE_COMPILE_CACHE } });
  await expect(asked).rejects.toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^Unknown option '--dry-run'/) });
});
