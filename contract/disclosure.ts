/** What a person is told before their first interview, and agrees to by beginning it. A change of its words is a new version. */
export const disclosure = {
  subject: "interview",
  version: "2026-11-27",
  words: [
    "You talk to an AI, not to a person. It can be wrong.",
    "Your voice is sent to Google’s Gemini to hold the interview. PrepPal keeps the words, not the sound.",
    "Google may keep an interview’s data for some hours, so that a dropped line can go on.",
    "This is practice: no employer sees it, and nobody decides about a job by it.",
    "It looks at what you say, not at your accent, your face or your mood.",
    "You can delete an interview with all of its words at any time.",
  ],
} as const;
