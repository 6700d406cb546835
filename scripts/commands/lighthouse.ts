import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { readOptions, wholeNumber } from "../arguments.ts";
import { tableOf } from "../documents/tables.ts";
import { type Figures, mediansOf, readReport, rowOf, titles } from "../lighthouse/figures.ts";
import { makeSite, pagesNamed, type SitePage } from "../lighthouse/site.ts";
import { installInto, runApart, temporaryFolder } from "../product/apart.ts";
import { requireBrowser } from "../product/browser.ts";
import { main, runTool, say } from "../product/processes.ts";

const packages = { lighthouse: "13.5.0" };
const asked = z.object({
  rounds: wholeNumber(1, 20),
  throttling: z.enum(["simulate", "devtools"]),
  page: z.string().default(""),
});
type Asked = z.output<typeof asked>;

/** One visit with an empty cache, as from a phone on slow 4G (Lighthouse's own preset). Null if Lighthouse could not read its trace. */
const visit = async (folder: string, app: string, { path, cookie }: SitePage, { throttling }: Asked): Promise<Figures | null> => {
  const [report, headers] = [join(folder, "report.json"), join(folder, "headers.json")];
  writeFileSync(headers, JSON.stringify(cookie === "" ? {} : { Cookie: cookie }));
  const flags = ["--output=json", `--output-path=${report}`, `--extra-headers=${headers}`, `--throttling-method=${throttling}`];
  const cli = [join(folder, "node_modules/lighthouse/cli/index.js"), app + path, ...flags, "--quiet", "--ignore-status-code"];
  const env = { ...process.env, CHROME_PATH: requireBrowser() };
  // Lighthouse exits with 1 if a trace was lost, and its report says so.
  const failure = await runTool(process.execPath, [...cli, "--chrome-flags=--headless=new --no-sandbox"], { env, cwd: folder }).then(
    () => null,
    (cause: Error) => cause,
  );
  const figures = readReport(readFileSync(report, "utf8"));
  if (failure !== null && figures !== null) throw failure;
  return figures;
};

const measure = async (folder: string, app: string, pages: SitePage[], asked: Asked): Promise<void> => {
  const rows: string[][] = [];
  for (const page of pages) {
    const visits: Figures[] = [];
    for (let round = 0; round < asked.rounds; round += 1) {
      const figures = await visit(folder, app, page, asked);
      if (figures === null) say(page.name, "a round was lost: Lighthouse could not read its trace");
      else visits.push(figures);
    }
    const row = [page.name, ...rowOf(mediansOf(visits))];
    say(page.name, row.slice(1).join("  "));
    rows.push(row);
  }
  console.log(`\n${tableOf(["page", ...titles], rows)}\n`);
};

const line = {
  call: "npm run lighthouse -- [options]",
  does: "Scores every page that a person can open, as from a phone on slow 4G, and prints the medians of the rounds.",
  options: {
    rounds: { value: "N", initial: "3", does: "how many, 1 to 20" },
    throttling: { value: "simulate|devtools", initial: "simulate", does: "extrapolates from a fast visit, or slows the browser down" },
    page: { value: "NAME", does: "only the pages whose name holds this: feedback" },
  },
} as const;

/** Lighthouse is installed into a temporary folder and removed again; the product runs on free ports with data of its own. */
main(async () => {
  const wanted = readOptions(line, asked);
  const folder = temporaryFolder("lighthouse");
  say("lighthouse", "installing it…");
  await installInto(folder, packages, "Lighthouse could not be installed, so nothing was measured.");
  await runApart(folder, async ({ appOrigin, appVars }) => {
    const pages = await makeSite({ app: appOrigin, workerSecret: appVars["WORKER_SHARED_SECRET"] ?? "" });
    await measure(folder, appOrigin, pagesNamed(pages, wanted.page), wanted);
  });
});
