/** How long an account's interviews are kept: for ever, so many days, or their words until a day after the report was read. */
export const retentions = ["KEEP", "DAYS_90", "DAYS_30", "AFTER_REPORT"] as const;
export type Retention = (typeof retentions)[number];
