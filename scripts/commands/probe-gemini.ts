import { liveModel } from "../../contract/models.ts";
import { readArguments } from "../arguments.ts";
import { main } from "../product/processes.ts";
import { requireKey } from "../product/settings.ts";
import { probe, profileOf, table } from "../probe/probe.ts";

const google = "https://generativelanguage.googleapis.com";

/** `npm run probe:gemini`: asks a model, with a real key and for ten minutes, whether it does what PrepPal relies on. */
main(async () => {
  readArguments({
    call: "npm run probe:gemini",
    does: "Asks a model, with a real key and for ten minutes, whether it does what PrepPal relies on.",
  });
  const apiKey = requireKey("The probe", "probe:gemini");
  const { GEMINI_BASE_URL: baseUrl = google, GEMINI_LIVE_MODEL: model = liveModel } = process.env;
  const file = `probe-${model.replace(/[^\w.-]/g, "-")}.jsonl`;
  console.log(`Asking ${model} for about ten minutes; every frame is kept in ${file}, without the key.\n`);
  const findings = await probe({
    baseUrl,
    apiKey,
    model,
    file,
    tell: ({ name, value, seen }) => console.log(`${name.padEnd(48)} ${value.padEnd(14)} ${seen}`),
  });
  console.log(`\nThe profile of ${model} by this:\n\n${table(Object.entries(profileOf(findings)))}\n`);
  console.log(
    "Not asked, for it takes longer: the close at the end of a connection's life, and whether Gemini ever closes 1000 by itself.",
  );
});
