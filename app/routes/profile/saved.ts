/** What the profile says of a change that was saved, by the form's intent. */
export const savedWords = {
  rename: "Your name is saved.",
  password: "Your new password is saved.",
} as const;
export type Saved = keyof typeof savedWords;

/** The profile as it says so. */
export const profileAfter = (saved: Saved): string => `/profile?saved=${saved}`;
