import { GoogleGenAI } from "@google/genai";
import { textModel } from "../../contract/models.ts";
import { dollarsOf, findingsOf, type Run, runOf } from "../../report/golden/calibration.ts";
import { type Golden, golden } from "../../report/golden/transcripts.ts";
import { readArguments } from "../arguments.ts";
import { main } from "../product/processes.ts";
import { requireKey, SetupError } from "../product/settings.ts";

const runsEach = 5;

/** `npm run calibrate`: checks, with a real key, whether a text model rates the golden transcripts as it should. Exits 1 if it does not. */
main(async () => {
  readArguments({
    call: "npm run calibrate",
    does: "Checks, with a real key, whether a text model rates the golden transcripts as it should.",
  });
  const apiKey = requireKey("The calibration", "calibrate");
  const { GEMINI_BASE_URL: baseUrl, GEMINI_TEXT_MODEL: model = textModel } = process.env;
  const { models } = new GoogleGenAI({ apiKey, apiVersion: "v1beta", httpOptions: { ...(baseUrl && { baseUrl }) } });
  console.log(`Asking ${model} for a report of each golden transcript, ${runsEach} times.\n`);
  const runs: Run[] = [];
  for (const name of Object.keys(golden) as Golden[]) {
    for (let count = 0; count < runsEach; count++) {
      const run = await runOf({ models, model }, name);
      runs.push(run);
      if (run.outcome === "unasked") break;
      const scores = Object.entries(run.scores).map(([dim, score]) => `${dim} ${score}`);
      console.log(
        `${name.padEnd(20)} ${run.outcome.padEnd(14)} ${run.seconds.toFixed(1).padStart(6)} s  ${scores.join(", ") || "no scores"}`,
      );
    }
  }
  if (runs.every(({ outcome }) => outcome !== "written")) {
    throw new SetupError(
      `\n${model} wrote no report at all, so nothing is known of it: is the key good, and is Gemini within reach from here?`,
    );
  }
  const findings = findingsOf(runs);
  console.log("");
  for (const { name, wanted, seen, isMet } of findings) {
    console.log(`${isMet ? "met    " : "NOT MET"}  ${name.padEnd(52)} ${wanted.padEnd(12)} ${seen}`);
  }
  const dollars = dollarsOf(runs);
  console.log(`\nIt cost ${dollars === null ? "an unknown price (contract/prices.ts)" : `$${dollars.toFixed(3)}`}.`);
  if (findings.some(({ isMet }) => !isMet)) process.exitCode = 1;
});
