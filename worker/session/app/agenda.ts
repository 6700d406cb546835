import type { Coverage } from "../../../contract/question-plan.ts";
import type { AgendaItem } from "../../../contract/vocabulary.ts";
import { askedIn, namedIn, nextOf, stateOf, withAsked, withSkipped } from "../../plan/coverage.ts";
import { type NoteAnswer, noteAnswer } from "../gemini/prompt.ts";
import type { Facts } from "../storage/facts.ts";
import type { Briefing } from "./briefing.ts";

type Dependencies = {
  briefing: Briefing;
  facts: Facts;
  changed: (items: AgendaItem[]) => void;
  /** Called once every planned question was asked or skipped. */
  covered: () => void;
};

/**
 * How far the interview has come in its plan, according to what the interviewer notes and says. Stored, and passed to `changed`, whenever
 * it changes.
 */
export class Agenda {
  #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  get items(): AgendaItem[] {
    const { plan, covered } = this.#dependencies.briefing;
    return plan.questions.map(({ id, topic }) => ({ id, topic, state: stateOf(covered, id) }));
  }

  get isThrough(): boolean {
    const { briefing } = this.#dependencies;
    return nextOf(briefing.plan, briefing.covered) === null;
  }

  /**
   * The interviewer names the planned question (`given` is its id) that it is about to ask, or has asked (`isAsked`). Returns the tool's
   * answer.
   */
  noted(given: string, isAsked: boolean): NoteAnswer {
    const { briefing } = this.#dependencies;
    const question = namedIn(briefing.plan, given);
    if (question) this.#keep(withAsked(briefing.covered, question.id));
    const left = this.items.filter(({ state }) => state === "PLANNED").length;
    return noteAnswer({ isKnown: question !== null, left, isAsked });
  }

  /** The interviewer has said `words`: marks the planned question that they ask, if any. */
  said(words: string) {
    const { briefing } = this.#dependencies;
    const question = askedIn(briefing.plan, words, briefing.current.language ?? "en");
    if (question) this.#keep(withAsked(briefing.covered, question.id));
  }

  /** The candidate skips the question that was asked last. */
  skip() {
    this.#keep(withSkipped(this.#dependencies.briefing.covered));
  }

  #keep(coverage: Coverage) {
    const { briefing, facts, changed, covered } = this.#dependencies;
    if (JSON.stringify(coverage) === JSON.stringify(briefing.covered)) return;
    const wasThrough = this.isThrough;
    facts.write("coverage", coverage);
    changed(this.items);
    if (!wasThrough && this.isThrough) covered();
  }
}
