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
