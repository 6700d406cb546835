import type { InterviewSetup } from "../../contract/setup.ts";
import { type SetupValues, valuesOf } from "./form-values.ts";

/** What a press fills the form in with, over the set-up before. */
const presets = {
  last: { words: "Same as last time", said: {} },
  quick: { words: "Quick 10", said: { minutes: 10 } },
  full: { words: "Full 45", said: { minutes: 45 } },
  weak: { words: "Retry my weak topics", said: {} },
} as const satisfies Record<string, { words: string; said: Partial<InterviewSetup> }>;

export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as Preset[];
export const presetWords = (preset: Preset): string => presets[preset].words;

/** Kept from one interview to the next without being asked for: who somebody is, and how they like to talk. */
const remembered = ["resume", "language", "voice", "patience"] as const satisfies (keyof InterviewSetup)[];

/** What the form is opened with. What `fixed` names was asked for; the rest gives way to what was typed before. */
export type Opened = { values: SetupValues; fixed: string[] };

type Known = { preset: Preset | null; last: InterviewSetup | null; weakTopics: string[] };

/** The form as it opens: by a preset where one was asked for, after the set-up before. */
export const openWith = ({ preset, last, weakTopics }: Known): Opened => {
  const before = last ? valuesOf(last) : {};
  if (preset === null) return { values: Object.fromEntries(remembered.map((name) => [name, before[name]])), fixed: [] };
  const asked = valuesOf(preset === "weak" && weakTopics.length > 0 ? { focus: weakTopics } : presets[preset].said);
  return { values: { ...before, ...asked }, fixed: Object.keys(preset === "last" ? before : asked) };
};
