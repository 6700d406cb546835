/** Limits for reading a file: bytes, pages, ms; for a DOCX also the unpacked bytes and the entries of its ZIP. */
export const bounds = { bytes: 5 * 1024 * 1024, pages: 20, ms: 10_000, unpackedBytes: 20 * 1024 * 1024, entries: 2_000 } as const;

export type ResumeProblem =
  "tooLarge" | "empty" | "picture" | "locked" | "old" | "unknown" | "damaged" | "tooManyPages" | "bomb" | "tooSlow" | "unloadable";

/** Why a file gave no text, and what to do. */
export const problemWords: Record<ResumeProblem, string> = {
  tooLarge: "This file is larger than 5 MB. Save it without its pictures, or paste the text.",
  empty: "There is no text in this file. Choose another, or paste the text.",
  picture: "This PDF is a picture: there is no text in it to read. Paste the text, or save the original as a PDF again.",
  locked: "This file has a password. Save it without one, or paste the text.",
  old: "This is an old Word file, or one with a password. Save it as DOCX without a password, or paste the text.",
  unknown: "This is no PDF, DOCX or text file. Save it as one of them, or paste the text.",
  damaged: "This file cannot be read: it is damaged, or not what its name says. Save it again, or paste the text.",
  tooManyPages: `This PDF has more than ${bounds.pages} pages. Save those that matter, or paste the text.`,
  bomb: "This file unpacks to far more than a résumé holds, so it was not opened. Save it again, or paste the text.",
  tooSlow: "This file took longer than ten seconds to read. Save it without its pictures, or paste the text.",
  unloadable: "The reader for this file could not be loaded. Check your connection, then choose the file again, or paste the text.",
};

/** Thrown if a file gives no text. */
export class ResumeError extends Error {
  readonly problem: ResumeProblem;

  constructor(problem: ResumeProblem, options?: ErrorOptions) {
    super(`The résumé could not be read: ${problem}`, options);
    this.name = "ResumeError";
    this.problem = problem;
  }
}
