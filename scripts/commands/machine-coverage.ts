import { exploreCall } from "../../machines/models/call-model.ts";
import { exploreFeedback } from "../../machines/models/feedback-model.ts";
import { exploreInterview } from "../../machines/models/interview-model.ts";

/** `npm run coverage:machines`: prints how completely the generated paths cover the charts. Exits 1 if something is not covered. */
for (const explore of [exploreInterview, exploreCall, exploreFeedback]) {
  const startedAtMs = performance.now();
  const { report, counts, steps, paths, missing } = await explore();
  const found = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${report}\n${found.join(", ")}: ${steps} steps in ${seconds} s; ${paths.length} of the paths cover as much\n`);
  if (missing.length > 0) process.exitCode = 1;
}
