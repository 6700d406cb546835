/** Characters of each text in a report, and how many of each thing it holds at most. */
export const longestOf = { asked: 120, sentence: 400, prompt: 400, quote: 2_000, blank: 120, id: 12 } as const;
export const mostOf = {
  questions: 20,
  exchanges: 400,
  ratings: 4,
  strengths: 3,
  notes: 400,
  evidence: 24,
  stronger: 20,
  blanks: 10,
  drills: 12,
  uses: 200,
} as const;
