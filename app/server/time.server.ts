export const minuteMs = 60 * 1000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A time as the database stores it: ISO 8601 UTC with milliseconds. */
export const iso = (unixMs: number): string => new Date(unixMs).toISOString();
