import { declareSound } from "./audio-session.ts";
import { type Device, recallDevices } from "./devices.ts";
import { wakeOnPress } from "./wake.ts";

/** Puts one part's nodes into `context`, what is to be heard before `out`; they are to go once `gone` is aborted. */
export type Plug = (context: AudioContext, gone: AbortSignal, out: AudioNode) => void;

/** A call's opens before the device check's closes. */
const sounding = new Set<SoundGraph>();

/** How loud (of 1) the interviewer is while the page asks something, and how fast (s) it becomes so. */
const softly = 0.2;
const fadeSeconds = 0.05;

/**
 * The one AudioContext of a call, at the device's own rate: with microphone and speaker in one graph on one clock, echo cancellation
 * sees what it has to take away. It opens with the first part that joins and closes with the last that leaves.
 */
export class SoundGraph {
  readonly #parts = new Map<Plug, AbortController>();
  #context: AudioContext | null = null;
  #out: GainNode | null = null;
  #isSoft = false;
  #speaker = recallDevices().speaker;
  #listening = new AbortController();

  /**
   * Plugs a part in, now and into each context that replaces this one; returns what unplugs it. To be called from a press, so that the
   * context may start.
   */
  join(plug: Plug): () => void {
    this.#plug(plug, this.#context ?? this.#open());
    return () => this.#leave(plug);
  }

  /** Replaces a context that is lost, for all its parts. */
  renew(): void {
    for (const gone of this.#parts.values()) gone.abort();
    this.#close();
    const context = this.#open();
    for (const plug of [...this.#parts.keys()]) this.#plug(plug, context);
  }

  /** Sends all sound to a device, null being the system's own. Until it is called, sound goes where the candidate chose before. */
  routeTo(speaker: Device | null): void {
    this.#speaker = speaker;
    if (this.#context) route(this.#context, speaker);
  }

  /** Lets everything be heard more softly, or as loud as before. */
  soften(isSoft: boolean): void {
    this.#isSoft = isSoft;
    if (this.#context) this.#out?.gain.setTargetAtTime(isSoft ? softly : 1, this.#context.currentTime, fadeSeconds);
  }

  #plug(plug: Plug, context: AudioContext): void {
    const gone = new AbortController();
    this.#parts.set(plug, gone);
    plug(context, gone.signal, this.#out ?? context.destination);
  }

  #leave(plug: Plug): void {
    this.#parts.get(plug)?.abort();
    if (!this.#parts.delete(plug) || this.#parts.size > 0) return;
    this.#close();
    sounding.delete(this);
    if (sounding.size === 0) declareSound("auto");
  }

  #open(): AudioContext {
    sounding.add(this);
    declareSound("playback");
    const context = new AudioContext({ latencyHint: "interactive" });
    this.#context = context;
    this.#out = context.createGain();
    this.#out.gain.value = this.#isSoft ? softly : 1;
    this.#out.connect(context.destination);
    this.#listening = new AbortController();
    if (this.#speaker) route(context, this.#speaker);
    wakeOnPress(context, this.#listening.signal);
    return context;
  }

  #close(): void {
    this.#listening.abort();
    void this.#context?.close();
    this.#context = null;
    this.#out = null;
  }
}

/** Not every browser can, and a device may be gone: the system's own then plays on. */
const route = (context: AudioContext & { setSinkId?: (id: string) => Promise<void> }, speaker: Device | null): void => {
  context.setSinkId?.(speaker?.id ?? "").catch(() => undefined);
};
