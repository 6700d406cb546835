import type { Behaviour, Step } from "./scenario.ts";
import type { Memory } from "./handles.ts";
import { wordsOf } from "./turn.ts";

/** Chooses the scenario's next turn: the one after the last that was said, whether in this session or in text that the model was given. */
export class Repertoire {
  #behaviour: Behaviour;
  #memory: Memory;
  #known: string;

  constructor({ behaviour, memory, instruction }: { behaviour: Behaviour; memory: Memory; instruction: string }) {
    this.#behaviour = behaviour;
    this.#memory = memory;
    this.#known = instruction;
  }

  /** Adds text that the model was given. */
  learn(text: string) {
    this.#known += text;
  }

  get isExhausted() {
    return this.#upcoming() === undefined;
  }

  /** The next turn, which counts as said from now on; undefined if there is none. */
  next(): Step[] | undefined {
    const at = this.#upcoming();
    if (at === undefined) return undefined;
    this.#memory.nextTurn = at + 1;
    return this.#behaviour.turns[at];
  }

  #upcoming(): number | undefined {
    const { turns, repeatFrom } = this.#behaviour;
    const next = Math.max(this.#memory.nextTurn, turns.findLastIndex((steps) => this.#isKnown(steps)) + 1);
    if (next < turns.length) return next;
    return repeatFrom === null || repeatFrom >= turns.length ? undefined : repeatFrom;
  }

  #isKnown(steps: Step[]) {
    const opening = steps
      .map((step) => ("say" in step ? wordsOf(step.say) : ""))
      .join("")
      .slice(0, 40);
    return opening.length > 12 && this.#known.includes(JSON.stringify(opening).slice(1, -1));
  }
}
