import { appendFileSync, chmodSync, writeFileSync } from "node:fs";
import { SetupError } from "../product/settings.ts";
import type { KeptFrame } from "./live-line.ts";
import { type Answer, byContent, byRealtime, openWith } from "./asking.ts";
import { questions } from "./questions.ts";

export type Finding = Answer & { name: string; profile: string };
type ProbeOptions = { baseUrl: string; apiKey: string; model: string; file: string; speed?: number; tell?: (finding: Finding) => void };

/**
 * Asks every question in turn, each on connections of its own, and keeps all frames in `file` (JSON lines, mode 0600, without the key).
 * Throws SetupError where nobody answered a single one.
 */
export const probe = async ({ baseUrl, apiKey, model, file, speed = 1, tell }: ProbeOptions): Promise<Finding[]> => {
  writeFileSync(file, "", { mode: 0o600 });
  chmodSync(file, 0o600);
  let isAnswered = false;
  const keep = (frame: KeptFrame) => {
    isAnswered ||= frame.way === "received";
    appendFileSync(file, `${JSON.stringify(frame)}\n`);
  };
  const findings: Finding[] = [];
  for (const { name, profile, ask } of questions) {
    const say = profileOf(findings)["opening"] === "realtimeInput" ? byRealtime : byContent;
    const answer = await ask(openWith({ baseUrl, apiKey, question: name, keep, speed }, model), say);
    const finding = { name, profile, ...answer, seen: answer.seen.replaceAll(apiKey, "KEY") };
    findings.push(finding);
    tell?.(finding);
  }
  if (!isAnswered) {
    throw new SetupError(
      `${model} sent nothing at all, so nothing is known of it: is the key good, and is ${baseUrl} within reach from here?`,
    );
  }
  return findings;
};

/** What a profile of this model would hold, by what was found. */
export const profileOf = (findings: Finding[]): Record<string, string> => {
  const of = (profile: string) => findings.find((it) => it.profile === profile)?.value ?? "unknown";
  const holds = (profile: string) => of(profile) === "yes";
  const isManual = ["manual turns", "manual pause", "manual text"].every(holds);
  return {
    "turn-taking": isManual ? "manual" : holds("gated turns") ? "gated" : "automatic",
    opening: holds("opening by clientContent") ? "clientContent" : holds("opening by realtimeInput") ? "realtimeInput" : "neither",
    scheduling: ["WHEN_IDLE", "SILENT"].filter((it) => holds(`scheduling ${it}`)).join(", ") || "none",
    ...Object.fromEntries(
      [
        "behavior",
        "languageCodes",
        "customVocabulary",
        "contextUpdate",
        "audioStreamEnd",
        "handles",
        "resumption",
        "end tool",
        "silence while they speak",
      ].map((it) => [it, of(it)]),
    ),
  };
};

/** Rows with their columns aligned. */
export const table = (rows: string[][]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
