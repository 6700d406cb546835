/** Raised with every change of the words below or of what the answer may hold; stored with each report. */
export const promptVersion = 1;
