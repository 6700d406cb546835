import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { billOf, problemsOf, readLock } from "../documents/dependencies.ts";
import { main, runTool, say } from "../product/processes.ts";
import { SetupError } from "../product/settings.ts";

/**
 * Licences that were checked by hand, by package: of tools that are not shipped, and of `duck`, which mammoth brings into the browser and
 * whose "BSD" is the text of BSD-2-Clause.
 */
const waived: Record<string, string> = {
  duck: "BSD",
  elkjs: "EPL-2.0 OR GPL-3.0-or-later",
  "spdx-exceptions": "CC-BY-3.0",
};
/** Optional image codecs of Miniflare, and packages of 2011–2016 whose MIT licence is only in a file of theirs. */
const waivedNames = [/^@img\/sharp-/, /^(eval|format|require-like)$/];

const manifest = z.object({ allowScripts: z.record(z.string(), z.boolean()) });

/** What the registry's audit says. A registry that does not support audits is no reason to fail. */
const audit = async (): Promise<string> => {
  try {
    await runTool("npm", ["audit", "--omit=dev", "--audit-level=high", "--loglevel=warn"]);
    return "nothing known";
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (/ENOAUDIT|audit endpoint|\b(404|405|400)\b|ENOTFOUND|ECONNREFUSED|EAI_AGAIN/.test(words))
      return "not asked: the registry answers no audits";
    throw error;
  }
};

/** Part of `npm run check`: checks what the lock file would install, and writes the bill of materials, build/sbom.json. */
main(async () => {
  const lock = readLock(readFileSync("package-lock.json", "utf8"));
  const { allowScripts } = manifest.parse(JSON.parse(readFileSync("package.json", "utf8")));
  const allowedScripts = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  const problems = problemsOf(lock, { allowedScripts, waived }).filter(
    (line) => !waivedNames.some((name) => name.test(line.split(":")[0] ?? "")),
  );
  if (problems.length > 0) throw new SetupError(`Dependencies that nobody should install unseen:\n${problems.join("\n")}`);
  mkdirSync("build", { recursive: true });
  writeFileSync("build/sbom.json", `${JSON.stringify(billOf(lock), null, 2)}\n`);
  say("audit", await audit());
});
