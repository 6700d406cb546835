import type { InterviewSetup } from "../../contract/setup.ts";
import { languageNames } from "../../contract/vocabulary.ts";
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

/** What of a set-up is the person's, and not the job's. */
export const personsOf = (setup: InterviewSetup): SetupValues => {
  const values = valuesOf(setup);
  return Object.fromEntries(remembered.map((name) => [name, values[name]]));
};

/** The same in words, as far as it is not as usual. */
export const personsWords = ({ resume, language, voice, patience }: InterviewSetup): string[] => [
  ...(resume ? ["your résumé"] : []),
  ...(language && language !== "en" ? [languageNames[language][0]] : []),
  ...(voice ? [`the voice ${voice}`] : []),
  ...(patience && patience !== "NORMAL" ? [paces[patience]] : []),
];
const paces = { QUICK: "quick pace", PATIENT: "patient pace", HOLD_TO_TALK: "hold to talk" } as const;

/** What the form is opened with. Fields in `fixed` were asked for; in the others, what was typed before comes first. */
export type Opened = { values: SetupValues; fixed: string[] };

type Known = { preset: Preset | null; last: InterviewSetup | null; weakTopics: string[] };

/** The form as it opens: by a preset where one was asked for, after the set-up before. */
export const openWith = ({ preset, last, weakTopics }: Known): Opened => {
  const before = last ? valuesOf(last) : {};
  if (preset === null) return { values: last ? personsOf(last) : {}, fixed: [] };
  const asked = valuesOf(preset === "weak" && weakTopics.length > 0 ? { focus: weakTopics } : presets[preset].said);
  return { values: { ...before, ...asked }, fixed: Object.keys(preset === "last" ? before : asked) };
};
