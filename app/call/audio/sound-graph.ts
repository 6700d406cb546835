import { inTime } from "../../ui/in-time.client.ts";
import { declareSound } from "./audio-session.ts";
import { type Device, recallDevices } from "./devices.ts";
import { wakeOnPress } from "./wake.ts";

/** Adds one part's nodes to `context`. What is to be heard goes into `out`. The nodes have to go once `gone` aborts. */
export type Plug = (context: AudioContext, gone: AbortSignal, out: AudioNode) => void;

/** `wanted`: the output that was chosen last; `heard`: the one that it plays on. Null is the system's default. */
type Sound = { context: Routed; out: GainNode; wanted: Device | null; heard: Device | null; moving: Promise<void> | null };

/** Whether this browser has audio worklets. On an address without https it has none, but may still have their classes. */
export const hasSound = (): boolean => typeof AudioContext !== "undefined" && "audioWorklet" in AudioContext.prototype;

/** The graphs that have a context. A call's graph opens before that of the device check closes, so there can be two. */
const sounding = new Set<SoundGraph>();

/** Gain of `out` while the page asks something, and the time constant (s) with which the gain changes. */
const softly = 0.2;
const fadeSeconds = 0.05;

/**
 * The only AudioContext of a call, at the device's own sample rate. Microphone and speaker share one graph and one clock, so that echo
 * cancellation sees what it has to remove. The context opens with the first part that joins and closes with the last that leaves.
 */
export class SoundGraph {
  readonly #parts = new Map<Plug, AbortController>();
  #sound: Sound | null = null;
  #isSoft = false;
  #speaker = recallDevices().speaker;
  #listening = new AbortController();

  /**
   * Plugs a part into the context, and later into each context that replaces it; not where the browser has no sound. Returns a function
   * that unplugs it. Call it from a user gesture, so that the context may start.
   */
  join(plug: Plug): () => void {
    if (!hasSound()) return () => undefined;
    this.#plug(plug, this.#sound ?? this.#open());
    return () => this.#leave(plug);
  }

  /** Replaces a lost context, and plugs all parts into the new one, which plays on `speaker`. */
  renew(speaker = this.#speaker): void {
    for (const gone of this.#parts.values()) gone.abort();
    this.#close();
    const sound = this.#open(speaker);
    for (const plug of [...this.#parts.keys()]) this.#plug(plug, sound);
  }

  /**
   * Plays all sound on an output device; null is the system's default. Until it is called, that is the device which was chosen before.
   * Resolves to the device that it plays on in the end, which is another one if the browser refuses this one, or if another was chosen since.
   */
  async routeTo(speaker: Device | null): Promise<Device | null> {
    this.#speaker = speaker;
    const sound = this.#sound;
    if (!sound) return speaker;
    await route(sound, speaker);
    if (sound === this.#sound) this.#speaker = sound.heard;
    return this.#speaker;
  }

  /** Lowers the volume of what goes into `out`, or restores it. */
  soften(isSoft: boolean): void {
    this.#isSoft = isSoft;
    this.#sound?.out.gain.setTargetAtTime(isSoft ? softly : 1, this.#sound.context.currentTime, fadeSeconds);
  }

  #plug(plug: Plug, { context, out }: Sound): void {
    const gone = new AbortController();
    this.#parts.set(plug, gone);
    plug(context, gone.signal, out);
  }

  #leave(plug: Plug): void {
    this.#parts.get(plug)?.abort();
    if (!this.#parts.delete(plug) || this.#parts.size > 0) return;
    this.#close();
    sounding.delete(this);
    if (sounding.size === 0) declareSound("auto");
  }

  #open(speaker = this.#speaker): Sound {
    sounding.add(this);
    declareSound("playback");
    const context = new AudioContext({ latencyHint: "interactive" });
    const out = context.createGain();
    out.gain.value = this.#isSoft ? softly : 1;
    out.connect(context.destination);
    const sound: Sound = { context, out, wanted: null, heard: null, moving: null };
    this.#sound = sound;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    if (speaker) void route(sound, speaker);
    // With the device that it was routed to, a context loses its sound for good: Chromium never resumes it.
    context.addEventListener("error", () => sound.context.sinkId && this.renew(null), { signal });
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#speaker && void route(sound, this.#speaker), { signal });
    wakeOnPress(context, signal);
    return sound;
  }

  #close(): void {
    this.#listening.abort();
    void this.#sound?.context.close();
    this.#sound = null;
  }
}

/** `sinkId`: the output that was chosen for this context, empty for the system's default. */
type Routed = AudioContext & { sinkId?: unknown; setSinkId?: (id: string) => Promise<void> };

/** For how long (ms) a context may stop that moves to another output. */
const moveMs = 1_000;
const moving = new WeakSet<AudioContext>();

/** Whether a context stands because it moves to another output, for which Chromium suspends it for a moment. */
export const isMoving = (context: AudioContext): boolean => moving.has(context) && context.state !== "interrupted";

/** One move at a time: a browser takes the output that it still has for chosen, and then goes on to the one that was chosen before. */
const route = (sound: Sound, speaker: Device | null): Promise<void> => {
  sound.wanted = speaker;
  return (sound.moving ??= move(sound));
};

/** Not every browser can do this, and the device may be gone: sound then stays on the output that it has. */
const move = async (sound: Sound): Promise<void> => {
  const { context } = sound;
  let to: Device | null;
  do {
    to = sound.wanted;
    moving.add(context);
    setTimeout(() => {
      moving.delete(context);
      if (context.state !== "running") context.dispatchEvent(new Event("statechange"));
    }, moveMs);
    try {
      await inTime(context.setSinkId?.(to?.id ?? "") ?? Promise.resolve());
      sound.heard = to;
    } catch {
      // The output that it has is the one that is heard.
    }
  } while (to !== sound.wanted);
  sound.moving = null;
};
