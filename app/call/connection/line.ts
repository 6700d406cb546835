import { frameMs } from "../../../sound/pcm.ts";
import { audioFrame } from "./wire.ts";

/** The most sound (ms) that waits for a carrier. */
export const keptMs = 5_000;
const keptFrames = keptMs / frameMs;
/** Less sound (frames) than this is no word. */
const fewestFrames = 500 / frameMs;

type Kept = { frame: Uint8Array<ArrayBuffer>; isSilence: boolean };

/** Takes one frame to the Worker; false where it cannot be taken now. */
type Carrier = (frame: Uint8Array<ArrayBuffer>) => boolean;

/**
 * The wire between microphone and socket. Open, it hands frames to the carrier in order and keeps the newest 5 s of those that
 * no carrier takes; closed, it drops what it is given, and what it kept goes with the end or is dropped once it is opened again.
 */
export class Line {
  #isOpen = false;
  #carrier: Carrier | null = null;
  #kept: Kept[] = [];

  open(): void {
    this.#isOpen = true;
    this.#kept = [];
  }

  close(): void {
    this.#isOpen = false;
  }

  /** Whether more than a moment of sound was carried by nobody. */
  get hasRest(): boolean {
    return this.#kept.filter(({ isSilence }) => !isSilence).length >= fewestFrames;
  }

  /** Gives away what nobody has carried, for the end: nothing where it is silence alone. */
  rest(): Uint8Array<ArrayBuffer>[] {
    const kept = this.#kept.splice(0);
    return kept.some(({ isSilence }) => !isSilence) ? kept.map(({ frame }) => frame) : [];
  }

  connect(carrier: Carrier): void {
    this.#carrier = carrier;
    this.#carry();
  }

  /** Does nothing when another carrier has taken the line over. */
  disconnect(carrier: Carrier): void {
    if (this.#carrier === carrier) this.#carrier = null;
  }

  /** PCM16 samples of 16 kHz; copied. */
  speak(pcm: Int16Array): void {
    if (!this.#isOpen) return;
    this.#kept.push({ frame: audioFrame(pcm), isSilence: pcm.every((sample) => sample === 0) });
    this.#carry();
    if (this.#kept.length > keptFrames) this.#kept.shift();
  }

  #carry(): void {
    while (this.#kept[0] && this.#carrier?.(this.#kept[0].frame)) this.#kept.shift();
  }
}
