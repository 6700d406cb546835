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

describe("the answer that is not written down", () => {
  it("lasts from its first word until the interviewer speaks, held or not", () => {
    expect(after("OPEN", "ANSWERING", "HELD", "ANSWERING", "DUE", "INTERVIEWER")).toEqual([null, 1, 1, 1, 1, null]);
  });

  it("is none where the greeting is due, or what follows a typed answer", () => {
    expect(after("DUE", "INTERVIEWER", "OPEN", "DUE", "DUE")).toEqual([null, null, null, null, null]);
  });

  it("begins anew with an answer that follows before the interviewer spoke", () => {
    expect(after("ANSWERING", "DUE", "ANSWERING", "DUE")).toEqual([0, 0, 2, 2]);
  });

  it("is owed its words after the interviewer spoke as well, until they come, and not where nothing was said after all", () => {
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

  it("is over once its words are there, and goes on where they are of the one before", () => {
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
