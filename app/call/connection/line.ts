import { frameMs } from "../../../sound/pcm.ts";
import { audioFrame } from "./wire.ts";

/** The most audio (ms) that is kept for a carrier. */
export const keptMs = 5_000;
const keptFrames = keptMs / frameMs;
/** Fewer frames of sound than this (500 ms) hold no word. */
const fewestFrames = 500 / frameMs;

type Kept = { frame: Uint8Array<ArrayBuffer>; isSilence: boolean };

/** Sends one frame to the Worker. Returns false if it cannot be sent now. */
type Carrier = (frame: Uint8Array<ArrayBuffer>) => boolean;

/**
 * The queue of frames between microphone and socket. While open, it passes frames to the carrier in order and keeps the newest 5 s of those
 * that no carrier takes. While closed, it drops new frames; what it has kept is sent before the end (`rest`), or dropped when it is opened
 * again.
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

  /** Whether at least 500 ms of sound, silence not counted, was never sent. */
  get hasRest(): boolean {
    return this.#kept.filter(({ isSilence }) => !isSilence).length >= fewestFrames;
  }

  /** Takes out the frames that were never sent, to be sent before the end; none if they are all silence. */
  rest(): Uint8Array<ArrayBuffer>[] {
    const kept = this.#kept.splice(0);
    return kept.some(({ isSilence }) => !isSilence) ? kept.map(({ frame }) => frame) : [];
  }

  connect(carrier: Carrier): void {
    this.#carrier = carrier;
    this.#carry();
  }

  /** Does nothing if another carrier has been connected since. */
  disconnect(carrier: Carrier): void {
    if (this.#carrier === carrier) this.#carrier = null;
  }

  /** Queues one frame of PCM16 samples at 16 kHz, which are copied. */
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
