import type { AnyStateMachine } from "xstate";
import { callMachine } from "../../machines/call.ts";
import { defaultCallLimits } from "../../machines/call/limits.ts";
import { feedbackLimits, feedbackMachine } from "../../machines/feedback.ts";
import { interviewMachine } from "../../machines/interview.ts";
import { defaultLimits } from "../../machines/interview/limits.ts";
import { configOf, mermaidOf } from "./chart-text.ts";
import { type GeneratedFile, generatedFile } from "./generated.ts";

const charts: readonly (readonly [AnyStateMachine, string, Record<string, number>])[] = [
  [interviewMachine, "The server side of one interview, run by its Durable Object", defaultLimits],
  [callMachine, "The candidate's side of one interview, run by the session page", defaultCallLimits],
  [feedbackMachine, "The job that makes one interview's report, run by a Durable Object of its own", feedbackLimits],
];

/** The charts as Mermaid in Markdown, and as JSON that Stately's editor imports. */
export const chartDocuments = (): Promise<GeneratedFile[]> =>
  Promise.all(
    charts.flatMap(([machine, about, limits]) => [
      generatedFile(`docs/diagrams/${machine.id}.md`, page(machine, about, limits)),
      generatedFile(`docs/diagrams/${machine.id}.json`, JSON.stringify(configOf(machine))),
    ]),
  );

const page = (machine: AnyStateMachine, about: string, limits: Record<string, number>): string => `# The ${machine.id} chart

${about}. Written by \`npm run documents\` from [machines/${machine.id}.ts](../../machines/${machine.id}.ts): do not edit.
[${machine.id}.json](${machine.id}.json) is the same chart for Stately's editor (Import → JSON).

An arrow says \`event [guard] / actions\`; where several guards could pass, the first in the chart's order does. Notes say what a state does itself.

\`\`\`mermaid
${mermaidOf(machine)}
\`\`\`

| limit | default |
| --- | --- |
${Object.entries(limits)
  .map(([name, ms]) => `| ${name} | ${ms} ms |`)
  .join("\n")}
`;
