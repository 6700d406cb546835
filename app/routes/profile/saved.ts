/** The confirmation of a saved change, by the form's intent. "confirmed" is for the link in a letter. */
export const savedWords = {
  rename: "Your name is saved.",
  password: "Your new password is saved.",
  email: "A letter is on its way to the new address. Your email changes when you follow its link, within 30 minutes.",
  confirmed: "Your new email is saved.",
  "end-session": "That device is signed out.",
  "end-sessions": "All your other devices are signed out.",
  "rename-passkey": "The passkey’s name is saved.",
  "remove-passkey": "The passkey is removed.",
  retention: "How long your interviews are kept is saved.",
} as const;
export type Saved = keyof typeof savedWords;

/** The URL of the profile with that confirmation. */
export const profileAfter = (saved: Saved): string => `/profile?saved=${saved}`;
