import { type InterviewSetup, longest, type SetupField } from "../../../contract/setup.ts";
import { type Language, languageNames } from "../../../contract/vocabulary.ts";
import { levelWords } from "../../feedback/words.ts";

export type SetupValues = { [name in SetupField]?: string | undefined };
export type SetupErrors = { [name in SetupField | "form"]?: string | undefined };

type Text = { as: "line" | "prose"; label: string; maxLength: number; hint?: string };
/** `unsaid` is what leaving it open means. */
type Choice<Value extends string> = { as: "choice"; label: string; unsaid: string; choices: Record<Value, string>; hint?: string };
type OptionalField = Exclude<SetupField, "role">;

const languages = Object.entries(languageNames) as [Language, readonly [string, string]][];
const languageChoices = Object.fromEntries(languages.map(([tag, [english, own]]) => [tag, english === own ? own : `${own} – ${english}`]));

/** How the start form asks for each field, in its order; null for what is not asked there. */
const asked: { [Name in OptionalField]: Text | Choice<Extract<InterviewSetup[Name], string>> | null } = {
  company: { as: "line", label: "Company", maxLength: longest.company },
  level: { as: "choice", label: "Level", unsaid: "Any level", choices: levelWords },
  jobDescription: { as: "prose", label: "Job description", maxLength: longest.jobDescription, hint: "Paste it as it is." },
  resume: { as: "prose", label: "Résumé", maxLength: longest.resume, hint: "As plain text; only the interviewer reads it." },
  language: {
    as: "choice",
    label: "Language",
    unsaid: "English",
    choices: languageChoices as Record<Language, string>,
    hint: "Spoken in the interview; these pages stay English.",
  },
  type: {
    as: "choice",
    label: "Kind of interview",
    unsaid: "As it fits the role",
    choices: {
      BEHAVIOURAL: "Behavioural",
      TECHNICAL: "Technical",
      MIXED: "Mixed",
      SYSTEM_DESIGN: "System design",
      CASE: "Case",
      HR_SCREEN: "First call with HR",
      LEADERSHIP: "Leadership",
      ADMISSION: "Admission to a school or programme",
    },
  },
  interviewer: {
    as: "choice",
    label: "Interviewer",
    unsaid: "Warm and demanding",
    choices: { FRIENDLY: "Friendly", NEUTRAL: "Neutral", BRISK: "Brisk", SCEPTICAL: "Sceptical" },
  },
  difficulty: {
    as: "choice",
    label: "Difficulty",
    unsaid: "As it fits the level",
    choices: { EASIER: "Easier", REALISTIC: "Realistic", HARDER: "Harder" },
  },
  minutes: null,
  voice: null,
  mode: null,
  patience: null,
  focus: null,
  questions: null,
};

export type AskedField = { name: OptionalField } & (Text | Choice<string>);

export const askedFields: AskedField[] = Object.entries(asked).flatMap(([name, how]) =>
  how ? [{ name: name as OptionalField, ...how }] : [],
);
