/** How long an account keeps its interviews: for ever, for so many days, or (AFTER_REPORT) their words until a day after the report was read. */
export const retentions = ["KEEP", "DAYS_90", "DAYS_30", "AFTER_REPORT"] as const;
export type Retention = (typeof retentions)[number];
