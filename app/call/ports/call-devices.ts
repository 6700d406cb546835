import type { MicrophoneProblem } from "../../../machines/call/events.ts";
import { Watched } from "../../ui/watched.ts";
import { type Device, rememberDevices } from "../audio/devices.ts";
import type { SoundGraph } from "../audio/sound-graph.ts";

/** `microphone`: the one that is heard, or was just chosen; `problem`: why another that was chosen is not. */
type Heard = { microphone: Device | null; problem: MicrophoneProblem | null };

/** The microphone and speaker of a call. A choice is remembered, and has to be checked anew. Kept out of the chart: it decides nothing. */
export class CallDevices extends Watched<Heard> {
  readonly #graph: SoundGraph;

  constructor(graph: SoundGraph) {
    super({ microphone: null, problem: null });
    this.#graph = graph;
  }

  took(microphone: Device | null, problem: MicrophoneProblem | null = null): void {
    // Another that could not be opened is not to be asked for again.
    if (problem) rememberDevices({ microphone });
    this.become({ microphone, problem });
  }

  /** The choice holds from the next time that a microphone is opened. */
  chooseMicrophone(microphone: Device | null): void {
    rememberDevices({ microphone, goodAtUnixMs: null });
    this.took(microphone);
  }

  chooseSpeaker(speaker: Device | null): void {
    rememberDevices({ speaker, goodAtUnixMs: null });
    this.#graph.routeTo(speaker);
  }

  /** The interviewer speaks more softly while the page asks something. */
  soften(isSoft: boolean): void {
    this.#graph.soften(isSoft);
  }
}
