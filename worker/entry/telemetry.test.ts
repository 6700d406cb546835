import { expect, it } from "vitest";
import configuration from "../wrangler.toml?raw";

/** The lines of one table of the file, without comments. */
const table = (name: string): string[] =>
  (configuration.split(`\n[${name}]\n`)[1] ?? "")
    .split(/\n\[/)[0]
    ?.split("\n")
    .filter((line) => line !== "" && !line.startsWith("#")) ?? [];

it("keeps request addresses out of a deployment's telemetry: the socket's holds the token, Gemini's the key (S10)", () => {
  expect(table("observability")).toEqual(["enabled = true", "redact_query_string = true"]);
  expect(table("observability.logs")).toEqual(["enabled = true", "invocation_logs = false"]);
  expect(table("observability.traces")).toEqual(["enabled = false"]);
});
