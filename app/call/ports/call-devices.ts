import type { MicrophoneProblem } from "../../../machines/call/events.ts";
import { Watched } from "../../ui/watched.ts";
import { type Device, rememberDevices } from "../audio/devices.ts";
import type { SoundGraph } from "../audio/sound-graph.ts";

/** `microphone`: the one that is in use, or was just chosen. `problem`: why another one that was chosen could not be opened. */
type Heard = { microphone: Device | null; problem: MicrophoneProblem | null };

/**
 * The microphone and speaker of a call. A choice is stored in the browser, and voids the last device check. It is not part of the chart
 * because it decides nothing.
 */
export class CallDevices extends Watched<Heard> {
  readonly #graph: SoundGraph;

  constructor(graph: SoundGraph) {
    super({ microphone: null, problem: null });
    this.#graph = graph;
  }

  took(microphone: Device | null, problem: MicrophoneProblem | null = null): void {
    // The other one could not be opened: what is in use is stored instead, so that it is not tried again.
    if (problem) rememberDevices({ microphone });
    this.become({ microphone, problem });
  }

  /** Takes effect the next time that a microphone is opened. */
  chooseMicrophone(microphone: Device | null): void {
    rememberDevices({ microphone, goodAtUnixMs: null });
    this.took(microphone);
  }

  /** Resolves to the speaker that is heard in the end, and stored: another one if the browser refuses this one, or if it was chosen since. */
  async chooseSpeaker(speaker: Device | null): Promise<Device | null> {
    rememberDevices({ speaker, goodAtUnixMs: null });
    const heard = await this.#graph.routeTo(speaker);
    rememberDevices({ speaker: heard });
    return heard;
  }

  /** Lowers the interviewer's volume while the page asks something. */
  soften(isSoft: boolean): void {
    this.#graph.soften(isSoft);
  }
}
