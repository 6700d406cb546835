import * as z from "zod/mini";
import { charactersIn, isSeen, printable, printableLine, tooLong, tooMany } from "./text.ts";
import {
  difficulties,
  interviewers,
  interviewTypes,
  type Language,
  languageNames,
  lengthsMinutes,
  levels,
  modes,
  patiences,
  voices,
} from "./vocabulary.ts";

/** Most characters of each text, and most texts of each list. */
export const longest = { role: 120, company: 120, jobDescription: 20_000, resume: 20_000, focus: 60, questions: 300 } as const;
export const most = { focus: 5, questions: 10 } as const;

const text = (maxLength: number, print: (text: string) => string) =>
  z.pipe(
    z.pipe(z.string(), z.transform(print)),
    z.string().check(z.maxLength(maxLength, { error: ({ input }) => tooLong(charactersIn(String(input)), maxLength) })),
  );
export const line = (maxLength: number) => text(maxLength, printableLine);
const prose = (maxLength: number) => text(maxLength, printable);

const optional = <Value extends z.ZodMiniType>(value: Value) =>
  z.pipe(
    z.nullish(value),
    z.transform((said) => said ?? null),
  );
const optionalText = (words: ReturnType<typeof text>) =>
  z.pipe(
    optional(words),
    z.transform((said) => (said !== null && isSeen(said) ? said : null)),
  );
const optionalList = (name: keyof typeof most) =>
  z.pipe(
    optional(
      z
        .array(line(longest[name]))
        .check(z.maxLength(most[name], { error: ({ input }) => tooMany((input as string[]).length, most[name]) })),
    ),
    z.transform((said) => {
      const seen = (said ?? []).filter(isSeen);
      return seen.length === 0 ? null : seen;
    }),
  );

/** What may be left open, each null where it is. */
export const options = {
  company: optionalText(line(longest.company)),
  level: optional(z.enum(levels)),
  type: optional(z.enum(interviewTypes)),
  minutes: optional(z.literal(lengthsMinutes)),
  language: optional(z.enum(Object.keys(languageNames) as Language[])),
  interviewer: optional(z.enum(interviewers)),
  voice: optional(z.enum(voices)),
  difficulty: optional(z.enum(difficulties)),
  mode: optional(z.enum(modes)),
  patience: optional(z.enum(patiences)),
  focus: optionalList("focus"),
  questions: optionalList("questions"),
  jobDescription: optionalText(prose(longest.jobDescription)),
  resume: optionalText(prose(longest.resume)),
};

type Understood = { [Name in keyof typeof options]: z.ZodMiniCatch<(typeof options)[Name]> };
const understood = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, z.catch(option, null)])) as Understood;

/** A set-up that was stored or sent, perhaps by another version of this program: an option that is not understood counts as left open. */
export const knownSetup = z.object({ role: z.string(), ...understood });

/** What the candidate sets an interview up with; null for what they left open. */
export type InterviewSetup = z.output<typeof knownSetup>;
export type SetupField = keyof InterviewSetup;
export const setupFields = Object.keys(knownSetup.shape) as SetupField[];
