/** What holds whatever fails. The rows of the table, the oracle and the storms refer to these numbers. */
export const promises = {
  P1: "Every final line that was shown is kept in the object before it is shown, and is in the app exactly once after the end, as long as the app comes back within a day.",
  P2: "An interview ends in exactly one status, COMPLETED or ERROR, and never leaves it.",
  P3: "No interview lives longer than a minute past its deadline, and no Gemini session longer than five seconds past its interview.",
  P4: "An interview has at most one live Gemini session.",
  P5: "Nothing secret stands in a log, in an address that others see, or in the words of an error.",
  P6: "The client always learns the end, by SessionEnded or ErrorResponse and then a close code, unless its network is gone.",
  P7: "A report delays no transcript, quotes nothing that the candidate did not say, scores nothing without quotes, and ends with something to read or with why there is nothing.",
} as const;
export type Promised = keyof typeof promises;
