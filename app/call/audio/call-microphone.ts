import type { MicrophoneProblem, Unheard } from "../../../machines/call/events.ts";
import type { Device } from "./devices.ts";
import { AudioRecorder, MicrophoneError } from "./microphone.ts";
import type { SoundGraph } from "./sound-graph.ts";

type MicrophoneOptions = {
  isMuted: boolean;
  /** As {@link AudioRecorder} gives it. */
  onFrame: (pcm: Int16Array, rms: number) => void;
  /** The first microphone is open. */
  onReady: () => void;
  /** The first microphone could not be opened. */
  onRefused: (problem: MicrophoneProblem) => void;
  /** The microphone that is open now. `problem`: why the one that was chosen instead could not be opened. */
  onTaken: (device: Device | null, problem: MicrophoneProblem | null) => void;
  onLost: () => void;
  onBroken: () => void;
  onUnheard: (cause: Unheard | null) => void;
};

/** The candidate's microphone during a call. On a switch the old one keeps capturing until the new one is open, so that there is no gap. */
export class CallMicrophone {
  readonly #graph: SoundGraph;
  readonly #options: MicrophoneOptions;
  #heard: { recorder: AudioRecorder; release: () => void } | null = null;
  #opening: AbortController | null = null;
  #isMuted: boolean;
  #isLost = false;

  /** Opens the chosen microphone. Call it from a user gesture, so that the graph's AudioContext may start. */
  constructor(graph: SoundGraph, options: MicrophoneOptions) {
    this.#graph = graph;
    this.#options = options;
    this.#isMuted = options.isMuted;
    void this.open();
  }

  /** Opens the chosen microphone, and gives up one that is still being opened. Never throws: see the options. */
  async open(): Promise<void> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    const { onFrame, onReady, onTaken, onLost, onBroken, onUnheard } = this.#options;
    let own: AudioRecorder | null = null;
    const ifHeard = <Said extends unknown[]>(tell: (...said: Said) => void) => {
      return (...said: Said) => {
        if ((this.#heard?.recorder ?? null) === own) tell(...said);
      };
    };
    // Some systems take away the open microphone when another one is opened. It counts as lost only if that other one fails to open.
    const lose = () => {
      if (this.#opening) this.#isLost = true;
      else onLost();
    };
    try {
      own = await AudioRecorder.open(this.#graph, {
        onFrame: ifHeard(onFrame),
        onLost: ifHeard(lose),
        onBroken: ifHeard(onBroken),
        onUnheard: ifHeard(onUnheard),
        signal: opening.signal,
      });
    } catch (cause) {
      // React's strict mode stops the call and starts it again: an attempt that was given up must not report on the one that runs now.
      if (opening.signal.aborted) return;
      this.#opening = null;
      this.#refuse(cause instanceof MicrophoneError ? cause.problem : "unsupported");
      return;
    }
    const before = this.#heard;
    this.#heard = { recorder: own, release: () => opening.abort() };
    this.#opening = null;
    this.#isLost = false;
    before?.release();
    own.setMuted(this.#isMuted);
    onTaken(own.device, null);
    if (before) onUnheard(own.unheard);
    else onReady();
  }

  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
    this.#heard?.recorder.setMuted(isMuted);
  }

  close(): void {
    this.#opening?.abort();
    this.#heard?.release();
  }

  #refuse(problem: MicrophoneProblem): void {
    const { onRefused, onTaken, onLost } = this.#options;
    if (!this.#heard) return onRefused(problem);
    onTaken(this.#heard.recorder.device, problem);
    if (this.#isLost) onLost();
  }
}
