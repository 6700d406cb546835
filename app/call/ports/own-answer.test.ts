import { describe, expect, it } from "vitest";
import type { Floor } from "../../../contract/vocabulary.ts";
import { OwnAnswer } from "./own-answer.ts";

/** What is read after each step, one step a millisecond. */
const after = (...steps: (Floor | "written")[]) => {
  const own = new OwnAnswer();
  return steps.map((step, at) => {
    if (step === "written") own.written();
    else own.took(step, at);
    return own.read();
  });
};

describe("an answer without a transcript yet", () => {
  it("lasts from its first word until the interviewer speaks, in hold-to-talk or not", () => {
    expect(after("OPEN", "ANSWERING", "HELD", "ANSWERING", "DUE", "INTERVIEWER")).toEqual([null, 1, 1, 1, 1, null]);
  });

  it("does not exist while the greeting or the reply to a typed answer is due", () => {
    expect(after("DUE", "INTERVIEWER", "OPEN", "DUE", "DUE")).toEqual([null, null, null, null, null]);
  });

  it("starts over with an answer that follows before the interviewer spoke", () => {
    expect(after("ANSWERING", "DUE", "ANSWERING", "DUE")).toEqual([0, 0, 2, 2]);
  });

  it("still waits for its words after the interviewer spoke, unless nothing was said after all", () => {
    const owed = (...steps: (Floor | "written")[]) => {
      const own = new OwnAnswer();
      steps.forEach((step) => (step === "written" ? own.written() : own.took(step, 1)));
      return own.isOwed;
    };
    expect([owed("ANSWERING"), owed("ANSWERING", "DUE", "INTERVIEWER", "OPEN"), owed("DUE", "INTERVIEWER", "OPEN")]).toEqual([
      true,
      true,
      false,
    ]);
    expect([owed("ANSWERING", "DUE", "INTERVIEWER", "written"), owed("ANSWERING", "OPEN")]).toEqual([false, false]);
  });

  it("is over once its words arrive, and continues when they belong to the previous one", () => {
    expect(after("ANSWERING", "written", "DUE", "written", "DUE")).toEqual([0, 0, 0, null, null]);
  });

  it("is owed until the interviewer speaks where words came during it, which may be those of the answer before", () => {
    const owed = (...steps: Floor[]) => {
      const own = new OwnAnswer();
      own.took("ANSWERING", 0);
      own.written();
      steps.forEach((step) => own.took(step, 1));
      return own.isOwed;
    };
    expect([owed(), owed("DUE"), owed("HELD", "INTERVIEWER"), owed("DUE", "INTERVIEWER")]).toEqual([true, true, false, false]);
  });
});
