import { type InterviewSetup, longest, most, type SetupField, setupFields } from "../../contract/setup.ts";
import {
  type Difficulty,
  type Interviewer,
  type InterviewType,
  type Language,
  languageNames,
  type Level,
} from "../../contract/vocabulary.ts";
import { fence } from "./fence.ts";

const levelWords: Record<Level, string> = { INTERN: "intern", JUNIOR: "junior", MID: "mid-level", SENIOR: "senior", LEAD: "lead" };
const typeWords: Record<InterviewType, string> = {
  BEHAVIOURAL: "a behavioural interview: past situations, what the candidate did, and what came of it",
  TECHNICAL: "a technical interview: knowledge, judgement and problem solving of the role, by voice",
  MIXED: "a mixed interview: motivation, past situations and the skills of the role",
  SYSTEM_DESIGN: "a system design interview: one design, from requirements to trade-offs, by voice",
  CASE: "a case interview: one business problem, structured and worked through aloud",
  HR_SCREEN: "a first screening by human resources: motivation, fit, expectations",
  LEADERSHIP: "a leadership interview: people, decisions, conflict and direction",
  ADMISSION: "an admission interview: motivation, preparation and plans",
};
const characters: Record<Interviewer, string> = {
  FRIENDLY: "friendly and encouraging",
  NEUTRAL: "neutral and polite",
  BRISK: "brisk and to the point",
  SCEPTICAL: "sceptical of every claim, politely",
};
const difficultyWords: Record<Difficulty, string> = {
  EASIER: "Keep the questions easier than in a real interview of this kind, with one follow-up at most.",
  REALISTIC: "Make the questions as hard as in a real interview of this kind.",
  HARDER: "Make the questions harder than in most interviews of this kind, and follow up deeply.",
};
/** The order to speak a language, in that language: a model keeps to the language in which it is addressed. */
const speakOnly: Record<Language, string> = {
  en: "Speak nothing but English.",
  es: "Habla únicamente en español.",
  fr: "Parle uniquement en français.",
  de: "Sprich ausschließlich Deutsch.",
  it: "Parla soltanto in italiano.",
  "pt-BR": "Fale somente em português do Brasil.",
  nl: "Spreek uitsluitend Nederlands.",
  pl: "Mów wyłącznie po polsku.",
  tr: "Yalnızca Türkçe konuş.",
  hi: "केवल हिन्दी में बोलें।",
  ja: "日本語だけで話してください。",
  ar: "تحدّث باللغة العربية فقط.",
};

/** How many main questions an interview of `minutes` has room for; seven if the candidate chose no length. */
export const questionCount = (minutes: InterviewSetup["minutes"]): number =>
  minutes === null ? 7 : { 10: 4, 20: 6, 30: 7, 45: 9, 60: 12 }[minutes];

/** The interviewer's manner, for the prompt. */
export const characterWords = ({ interviewer }: InterviewSetup): string =>
  interviewer === null ? "warm and demanding" : characters[interviewer];

/** What the interview covers, in `count` main questions, for the prompt. */
export const courseWords = ({ type }: InterviewSetup, count: number): string => {
  const course =
    type === null ? "Cover motivation, experience, role-specific skill, one hard problem and collaboration" : `Hold ${typeWords[type]}`;
  return `${course}, in ${count === 1 ? "one main question" : `about ${count} main questions`}.`;
};

/** Whether to coach after each answer, for the prompt. */
export const coachingWords = ({ mode }: InterviewSetup): string =>
  mode === "STUDY"
    ? "This is practice with coaching: after each answer say in one sentence what would make it stronger, then go on. Give no grades."
    : "Never coach or grade during the interview.";

/** The order to speak the chosen language, or English if none was chosen, for the prompt. */
export const languageWords = ({ language }: InterviewSetup): string => {
  const [english, own] = languageNames[language ?? "en"];
  return `Speak ${english} (${own}) from the first word to the last. ${speakOnly[language ?? "en"]} Neither names nor the language of the texts below change that.`;
};

/** The prompt's line for each field of the set-up; null for a field that is used elsewhere or that the model need not know. */
const lineFor: { [Field in SetupField]: ((said: NonNullable<InterviewSetup[Field]>) => string) | null } = {
  role: (role) => fence("role", role, longest.role),
  company: (company) => fence("company", company, longest.company),
  level: (level) => `Pitch the difficulty at ${levelWords[level]} level.`,
  jobDescription: (text) => fence("job_description", text, longest.jobDescription),
  resume: (text) => fence("resume", text, longest.resume),
  minutes: (minutes) => `The interview takes about ${minutes} minutes: choose the depth of your questions by that.`,
  difficulty: (difficulty) => difficultyWords[difficulty],
  focus: (topics) => `Dwell on the candidate's topics:\n${fence("focus", topics.join("\n"), (longest.focus + 1) * most.focus)}`,
  questions: null,
  type: null,
  language: null,
  interviewer: null,
  mode: null,
  voice: null,
  patience: null,
};

/** The rest of the candidate's set-up, as lines for the prompt. */
export const setupWords = (setup: InterviewSetup): string =>
  setupFields
    .map((field) => lineOf(setup, field))
    .filter((line) => line !== "")
    .join("\n");

const lineOf = <Field extends SetupField>(setup: InterviewSetup, field: Field): string => {
  const said = setup[field];
  return said === null ? "" : (lineFor[field]?.(said) ?? "");
};
