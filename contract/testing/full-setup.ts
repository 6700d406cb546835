import type { InterviewSetup, SetupField } from "../setup.ts";

/** Every field said: what each place that handles set-ups must know. */
export const fullSetup: { [Field in SetupField]: NonNullable<InterviewSetup[Field]> } = {
  role: "Site Reliability Engineer",
  company: "Acme",
  level: "SENIOR",
  jobDescription: "Run things.",
  resume: "Ran things.",
  type: "SYSTEM_DESIGN",
  minutes: 30,
  language: "de",
  interviewer: "SCEPTICAL",
  voice: "Puck",
  difficulty: "HARDER",
  mode: "STUDY",
  patience: "PATIENT",
  focus: ["Incidents", "Capacity"],
  questions: ["What did the last outage cost?"],
};
