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

export const difficulties = ["EASIER", "REALISTIC", "HARDER"] as const;
export type Difficulty = (typeof difficulties)[number];

/** REAL keeps feedback for the end, STUDY coaches after each answer. */
export const modes = ["REAL", "STUDY"] as const;

/** How long the interviewer waits in a pause; HOLD_TO_TALK leaves it to a key. */
export const patiences = ["QUICK", "NORMAL", "PATIENT", "HOLD_TO_TALK"] as const;
export type Patience = (typeof patiences)[number];

/** What the candidate asks of the interviewer, in the order of its numbers on the wire. */
export const steerings = ["ANSWER_DONE", "REPHRASE", "SKIP", "MORE_TIME", "END_CONFIRMED", "END_DECLINED"] as const;
export type Steering = (typeof steerings)[number];

/** What the candidate is told of the conversation, beside it. */
export type RoomNotice = "CONFIRM_END" | "SILENCE_OFFERED";

/** Who has the floor. */
export type Floor = "OPEN" | "ANSWERING" | "HELD" | "DUE" | "INTERVIEWER";

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

/** Who ends the candidate's answer: we say where it begins and ends, we withhold silence until it is over, or Gemini decides. */
export const turnPlans = ["manual", "gated", "automatic"] as const;
export type TurnPlan = (typeof turnPlans)[number];
