import { counted } from "../../../contract/amounts.ts";

/** What a candidate who is about to end the interview after this many answers is told. */
export const endWords = (answers: number): string => {
  if (answers === 0) return "You have not answered yet, so there is nothing to report on. You cannot come back to this interview.";
  return `You gave ${counted(answers, "answer")}. Your report is made from ${answers === 1 ? "it" : "them"}; you cannot come back to this interview.`;
};
