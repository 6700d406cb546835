import type { InterviewSetup } from "../../contract/setup.ts";
import { languageNames } from "../../contract/vocabulary.ts";
import { type SetupValues, valuesOf } from "./form-values.ts";

/** What each preset fills in over the previous set-up. */
const presets = {
  last: { words: "Same as last time", said: {} },
  quick: { words: "Quick 10", said: { minutes: 10 } },
  full: { words: "Full 45", said: { minutes: 45 } },
  weak: { words: "Retry my weak topics", said: {} },
} as const satisfies Record<string, { words: string; said: Partial<InterviewSetup> }>;

export type Preset = keyof typeof presets;
export const presetNames = Object.keys(presets) as Preset[];
export const presetWords = (preset: Preset): string => presets[preset].words;

/** Fields that are kept from one interview to the next without asking: they belong to the person, or to how they like to talk. */
const remembered = ["resume", "language", "voice", "patience"] as const satisfies (keyof InterviewSetup)[];

/** The fields of a set-up that belong to the person rather than to the job. */
export const personsOf = (setup: InterviewSetup): SetupValues => {
  const values = valuesOf(setup);
  return Object.fromEntries(remembered.map((name) => [name, values[name]]));
};

/** The same fields in words, as far as they differ from the defaults. */
export const personsWords = ({ resume, language, voice, patience }: InterviewSetup): string[] => [
  ...(resume ? ["your résumé"] : []),
  ...(language && language !== "en" ? [languageNames[language][0]] : []),
  ...(voice ? [`the voice ${voice}`] : []),
  ...(patience && patience !== "NORMAL" ? [paces[patience]] : []),
];
const paces = { QUICK: "quick pace", PATIENT: "patient pace", HOLD_TO_TALK: "hold to talk" } as const;

/** The values with which the form opens. `fixed` fields keep them; in the others a draft takes precedence. */
export type Opened = { values: SetupValues; fixed: string[] };

type Known = { preset: Preset | null; last: InterviewSetup | null; weakTopics: string[] };

/** The form's opening values: from the preset if one was chosen, on top of the last set-up. */
export const openWith = ({ preset, last, weakTopics }: Known): Opened => {
  const before = last ? valuesOf(last) : {};
  if (preset === null) return { values: last ? personsOf(last) : {}, fixed: [] };
  const asked = valuesOf(preset === "weak" && weakTopics.length > 0 ? { focus: weakTopics } : presets[preset].said);
  return { values: { ...before, ...asked }, fixed: Object.keys(preset === "last" ? before : asked) };
};
