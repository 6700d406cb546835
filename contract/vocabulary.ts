/** The words of the contract: the same in charts, code, JSON, database and screen. */

export const statuses = ["PENDING", "IN_PROGRESS", "COMPLETED", "ERROR"] as const;
export type Status = (typeof statuses)[number];

/** Why an interview ended, as stored and as shown. */
export const endReasons = ["USER_INITIATED", "GEMINI_ENDED", "TIMEOUT", "DISCONNECTED", "GEMINI_FAILED", "CANCELLED"] as const;
export type EndReason = (typeof endReasons)[number];

export const speakers = ["USER", "AI"] as const;
export type Speaker = (typeof speakers)[number];

/** How far along the candidate is in their career; null where they did not say. */
export const levels = ["INTERN", "JUNIOR", "MID", "SENIOR", "LEAD"] as const;
export type Level = (typeof levels)[number];

/** What kind of interview it is. */
export const interviewTypes = [
  "BEHAVIOURAL",
  "TECHNICAL",
  "MIXED",
  "SYSTEM_DESIGN",
  "CASE",
  "HR_SCREEN",
  "LEADERSHIP",
  "ADMISSION",
] as const;
export type InterviewType = (typeof interviewTypes)[number];

/** What kind of question is planned. */
export const plannedKinds = [
  "MOTIVATION",
  "EXPERIENCE",
  "ACHIEVEMENT",
  "FAILURE",
  "CONFLICT",
  "TEAMWORK",
  "LEADERSHIP",
  "PROBLEM",
  "SKILL",
  "DESIGN",
  "CASE",
  "PLANS",
] as const;
export type PlannedKind = (typeof plannedKinds)[number];

/** What a question was made of: the job description, the résumé, the role, or the candidate's own list. */
export const questionSources = ["jd", "resume", "role", "own"] as const;

/** Where a planned question stands. */
export type ItemState = "PLANNED" | "CURRENT" | "DONE" | "SKIPPED";

/** A planned question as the candidate sees it. */
export type AgendaItem = { id: string; topic: string; state: ItemState };

/** How long an interview may be set to take, in minutes. */
export const lengthsMinutes = [10, 20, 30, 45, 60] as const;

/** How the interviewer behaves. */
export const interviewers = ["FRIENDLY", "NEUTRAL", "BRISK", "SCEPTICAL"] as const;
export type Interviewer = (typeof interviewers)[number];

/** Offered voices, by the names that Gemini Live knows; case counts. */
export const voices = [
  "Kore",
  "Charon",
  "Puck",
  "Aoede",
  "Sulafat",
  "Schedar",
  "Gacrux",
  "Achird",
  "Orus",
  "Rasalgethi",
  "Sadaltager",
  "Vindemiatrix",
] as const;
export type Voice = (typeof voices)[number];

/** The voice that suits how the interviewer behaves, where the candidate chose none. */
export const usualVoices: Record<Interviewer, Voice> = { FRIENDLY: "Achird", NEUTRAL: "Kore", BRISK: "Orus", SCEPTICAL: "Gacrux" };

export const difficulties = ["EASIER", "REALISTIC", "HARDER"] as const;
export type Difficulty = (typeof difficulties)[number];

/** REAL keeps feedback for the end, STUDY coaches after each answer. */
export const modes = ["REAL", "STUDY"] as const;

/** How long the interviewer waits in a pause; HOLD_TO_TALK leaves it to a key. */
export const patiences = ["QUICK", "NORMAL", "PATIENT", "HOLD_TO_TALK"] as const;
export type Patience = (typeof patiences)[number];

/**
 * Why nothing is due from the interviewer: the candidate has heard it, thinks before they answer, is in the middle of an answer, or thinks
 * in the middle of one.
 */
export const hushes = ["HEARD", "THINKING", "ANSWERING", "PONDERING"] as const;
export type Hush = (typeof hushes)[number];

/** What the candidate asks of the interviewer, in the order of its numbers on the wire. */
export const steerings = ["ANSWER_DONE", "REPHRASE", "SKIP", "MORE_TIME", "END_CONFIRMED", "END_DECLINED"] as const;
export type Steering = (typeof steerings)[number];

/** What the candidate is told of the conversation, beside it. */
export type RoomNotice = "CONFIRM_END" | "SILENCE_OFFERED" | "TIME_LEFT" | "PROVIDER_SLOW";

/** Who has the floor. */
export type Floor = "OPEN" | "ANSWERING" | "HELD" | "DUE" | "INTERVIEWER";

/** What the Worker accepts besides sound and `EndRequest`, by the names in `SessionStarted.features`. */
export const features = ["text", "patience", "talk", "think", "steer", "ping", "playback", "muted"] as const;
export type Feature = (typeof features)[number];

/** Languages an interview can be held in: BCP 47, in English and in themselves. */
export const languageNames = {
  en: ["English", "English"],
  es: ["Spanish", "Español"],
  fr: ["French", "Français"],
  de: ["German", "Deutsch"],
  it: ["Italian", "Italiano"],
  "pt-BR": ["Portuguese (Brazil)", "Português (Brasil)"],
  nl: ["Dutch", "Nederlands"],
  pl: ["Polish", "Polski"],
  tr: ["Turkish", "Türkçe"],
  hi: ["Hindi", "हिन्दी"],
  ja: ["Japanese", "日本語"],
  ar: ["Arabic", "العربية"],
} as const;
export type Language = keyof typeof languageNames;

/**
 * Turn-taking, or who ends the candidate's answer. `manual`: we tell Gemini where it begins and ends; `gated`: we withhold silence from
 * Gemini until the answer is over; `automatic`: Gemini decides.
 */
export const turnTakings = ["manual", "gated", "automatic"] as const;
export type TurnTaking = (typeof turnTakings)[number];

/** Regions in which Cloudflare can be asked to place an object. */
export const locationHints = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;

/** The states of an interview's report that its job brings about. */
export const jobStates = ["WORKING", "PARTIAL", "READY", "SILENT", "TOO_SHORT", "UNSURE_TRANSCRIPT", "FAILED"] as const;
/** The state of an interview's report. */
export const reportStates = ["NONE", "QUEUED", ...jobStates] as const;
export type ReportState = (typeof reportStates)[number];

/** Whether there is anything to judge in a transcript; UNSURE is judged without scores. */
export type InputGate = "OPEN" | "UNSURE" | "SILENT" | "TOO_SHORT";

/** Why a report could not be made. */
export const reportFailures = ["quota", "blocked", "refused", "unavailable", "configuration"] as const;
export type ReportFailure = (typeof reportFailures)[number];

/** What a question is about; `other` (small talk, a microphone check, a goodbye) is never rated. */
export const questionKinds = ["behav", "tech", "design", "case", "general", "other"] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What an answer is rated on. Which fit which kind of question, and what each score means: report/rubric.ts. */
export const dimensions = [
  "answers",
  "structure",
  "specifics",
  "context",
  "action",
  "result",
  "reflection",
  "correctness",
  "reasoning",
  "tradeoffs",
  "checking",
  "requirements",
  "architecture",
  "failure",
  "framing",
  "analysis",
  "recommend",
  "motivation",
  "asked",
] as const;
export type Dimension = (typeof dimensions)[number];

/** Situation, task, action, result, learning. */
export const starParts = ["s", "t", "a", "r", "l"] as const;
export type StarPart = (typeof starParts)[number];

export const starStatuses = ["present", "partial", "missing"] as const;
export type StarStatus = (typeof starStatuses)[number];

/** Why an entry counts for nothing in a report. */
export const noteReasons = ["garbled", "steering", "other_language"] as const;
export type NoteReason = (typeof noteReasons)[number];

/** Why a part of a draft is not in the report: its quote is not the candidate's, or the rules forbid it. */
export const dropReasons = ["missing", "interviewer", "document", "excess", "policy", "shape", "steering"] as const;
export type DropReason = (typeof dropReasons)[number];

/** How a quote was found: word for word, with a few letters different, or in another entry than the one named. */
export const quoteMatches = ["exact", "close", "moved"] as const;
export type QuoteMatch = (typeof quoteMatches)[number];
