import { type InterviewSetup, longest, most, type SetupField } from "../../contract/setup.ts";
import { type Language, languageNames, type Voice } from "../../contract/vocabulary.ts";
import { levelWords } from "../ui/level-words.ts";

type Shared = { label: string; hint?: string };
type Text = Shared & { as: "line" | "prose" | "resume"; maxLength: number };
/** A list, one text per line. */
type List = Shared & { as: "list"; maxLines: number };
/** A choice. Left alone it is `usual`, or unset, which `unsaid` puts into words. `segments` show all choices at once, in few words. */
type Choice<Value extends string> = Shared & { as: "choice" | "segments" | "voice"; choices: Record<Value, string> } & (
    { unsaid: string } | { usual: Value }
  );
type OptionalField = Exclude<SetupField, "role">;
type Said<Name extends OptionalField> = NonNullable<InterviewSetup[Name]>;
type How<Name extends OptionalField> =
  Said<Name> extends string[] ? List : string extends Said<Name> ? Text : Choice<`${Extract<Said<Name>, string | number>}`>;

const languages = Object.entries(languageNames) as [Language, readonly [string, string]][];
const languageChoices = Object.fromEntries(
  languages.map(([tag, [english, own]]) => [tag, english === own ? own : `${own} – ${english}, experimental`]),
) as Record<Language, string>;

/** Each voice with Google's one-word description of it. */
const voiceChoices: Record<Voice, string> = {
  Kore: "Kore – firm",
  Charon: "Charon – informative",
  Puck: "Puck – upbeat",
  Aoede: "Aoede – breezy",
  Sulafat: "Sulafat – warm",
  Schedar: "Schedar – even",
  Gacrux: "Gacrux – mature",
  Achird: "Achird – friendly",
  Orus: "Orus – steady",
  Rasalgethi: "Rasalgethi – explaining",
  Sadaltager: "Sadaltager – knowledgeable",
  Vindemiatrix: "Vindemiatrix – gentle",
};

/** How the set-up page asks for each field. */
const asked: { [Name in OptionalField]: How<Name> } = {
  company: { as: "line", label: "Company", maxLength: longest.company },
  level: { as: "choice", label: "Level", unsaid: "Any level", choices: levelWords },
  jobDescription: { as: "prose", label: "Job description", maxLength: longest.jobDescription, hint: "Paste it as it is." },
  resume: { as: "resume", label: "Résumé", maxLength: longest.resume },
  type: {
    as: "choice",
    label: "Kind of interview",
    unsaid: "As it suits the role",
    choices: {
      BEHAVIOURAL: "Behavioural – what you did, and what came of it",
      TECHNICAL: "Technical – the knowledge of the role",
      MIXED: "Mixed – motivation, past situations, skills",
      SYSTEM_DESIGN: "System design",
      CASE: "Case – one business problem, aloud",
      HR_SCREEN: "First call with HR",
      LEADERSHIP: "Leadership",
      ADMISSION: "Admission to a school, programme or country",
    },
  },
  minutes: {
    as: "segments",
    label: "Length",
    usual: "20",
    choices: { 10: "10 min", 20: "20 min", 30: "30 min", 45: "45 min", 60: "60 min" },
  },
  difficulty: {
    as: "segments",
    label: "Difficulty",
    unsaid: "By level",
    choices: { EASIER: "Easier", REALISTIC: "Realistic", HARDER: "Harder" },
  },
  mode: {
    as: "segments",
    label: "Mode",
    usual: "REAL",
    choices: { REAL: "Real", STUDY: "Study" },
    hint: "Real keeps all feedback for the end. Study coaches after each answer, and shows you the questions beforehand.",
  },
  focus: { as: "list", label: "Dwell on", maxLines: most.focus, hint: "Topics, one a line, five at most." },
  questions: {
    as: "list",
    label: "Your own questions",
    maxLines: most.questions,
    hint: "Asked word for word. One a line, ten at most.",
  },
  interviewer: {
    as: "segments",
    label: "Interviewer",
    unsaid: "Warm, demanding",
    choices: { FRIENDLY: "Friendly", NEUTRAL: "Neutral", BRISK: "Brisk", SCEPTICAL: "Sceptical" },
  },
  voice: {
    as: "voice",
    label: "Voice",
    hint: "Each can be heard beforehand.",
    unsaid: "As it suits the interviewer",
    choices: voiceChoices,
  },
  language: {
    as: "choice",
    label: "Language",
    usual: "en",
    choices: languageChoices,
    hint: "Spoken in the interview; these pages stay English.",
  },
  patience: {
    as: "segments",
    label: "How long a pause may last",
    usual: "NORMAL",
    choices: { QUICK: "Quick", NORMAL: "Normal", PATIENT: "Patient", HOLD_TO_TALK: "Hold to talk" },
    hint: "Then your answer counts as finished: 0.8, 1.6 or 4 seconds; or you hold a key while you talk. You can change it while you talk.",
  },
};

/** The long texts that the short start form also asks for. */
export const longTexts = { jobDescription: asked.jobDescription, resume: asked.resume };

export type AskedField = { name: OptionalField } & (Text | List | Choice<string>);

const ask = (...names: OptionalField[]): AskedField[] => names.map((name) => ({ name, ...asked[name] }) as AskedField);

/** The groups of the set-up page, in order. The role is asked before the first. */
export const groups: { title: string; fields: AskedField[] }[] = [
  { title: "The job", fields: ask("company", "level", "jobDescription", "resume") },
  { title: "The interview", fields: ask("type", "minutes", "difficulty", "mode", "focus", "questions") },
  { title: "The interviewer", fields: ask("interviewer", "voice", "language", "patience") },
];
