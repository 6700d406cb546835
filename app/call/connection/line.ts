import { soundAllowance } from "../../../contract/limits.ts";
import { frameMs, frameSamples } from "../../../sound/pcm.ts";
import { audioFrame } from "./wire.ts";

/** The most audio (ms) that is kept: longer than it takes to notice that a line is dead. */
export const keptMs = 20_000;
const keptFrames = keptMs / frameMs;
/** Fewer frames of sound than this (500 ms) hold no word. */
const fewestFrames = 500 / frameMs;
/** Frames that are sent at once, and for each frame that is captured: a little less than the Worker takes. */
const atOnceFrames = (800 * soundAllowance.atOnceSeconds) / frameMs;
const framesPerFrame = 0.9 * soundAllowance.timesRealTime;

type Kept = { frame: Uint8Array<ArrayBuffer>; isSilence: boolean };

/** Sends one frame to the Worker. Returns false if it cannot be sent now. */
type Carrier = (frame: Uint8Array<ArrayBuffer>) => boolean;

/**
 * The queue of frames between microphone and socket. While open, it passes frames to the carrier in order, no faster than the Worker takes
 * them (`soundAllowance`: 8 s at once and then a little faster than real time, but all that a dead line did not bring), and keeps the newest
 * 20 s: those that no carrier has taken yet, and those that were taken but may be lost with the connection. While closed, it drops new
 * frames; what was not taken is sent before the end (`rest`), or dropped when it is opened again.
 */
export class Line {
  #isOpen = false;
  #carrier: Carrier | null = null;
  #kept: Kept[] = [];
  /** How many of the frames kept, from the oldest, have been taken. */
  #taken = 0;
  /** Frames taken since the Worker was last there, and its count of samples then. */
  #carried = 0;
  #receivedBefore: number | null = null;
  /** The Worker remembers frames of this page: what it could have got since then in real time, it takes late. */
  #isRemembered = false;
  #credit = atOnceFrames;

  open(): void {
    this.#isOpen = true;
    this.#kept = [];
    this.#taken = 0;
  }

  close(): void {
    this.#isOpen = false;
  }

  /** Whether at least 500 ms of sound, silence not counted, was never sent. */
  get hasRest(): boolean {
    return this.#kept.slice(this.#taken).filter(({ isSilence }) => !isSilence).length >= fewestFrames;
  }

  /** Whether the Worker may not have got all that was sent since it was last there: `rejoin` will tell. */
  get isUnsure(): boolean {
    return this.#carried > 0 && this.#receivedBefore !== null;
  }

  /** The frames that were never sent, which then count as sent before the end: the newest, and none if they are all silence. */
  rest(): Uint8Array<ArrayBuffer>[] {
    const unsent = this.#kept.splice(this.#taken);
    const rest = unsent.slice(Math.max(0, unsent.length - Math.floor(this.#credit)));
    if (rest.every(({ isSilence }) => isSilence)) return [];
    this.#kept.push(...rest);
    this.#taken += rest.length;
    this.#carried += rest.length;
    this.#credit -= rest.length;
    return rest.map(({ frame }) => frame);
  }

  /**
   * The Worker is there again. `receivedSamples`: how far it has come in the candidate's voice, by its own count; null if it does not tell.
   * What the last carrier took and the Worker never got will be sent again. Returns the samples that wait for a carrier.
   */
  rejoin(receivedSamples: number | null): number {
    const receivedFrames = this.#receivedFrames(receivedSamples);
    this.#taken = Math.max(0, this.#taken - (receivedFrames === null ? 0 : this.#carried - receivedFrames));
    const waiting = this.#kept.length - this.#taken;
    this.#isRemembered = receivedFrames !== null && (this.#isRemembered || receivedFrames > 0);
    this.#credit = this.#isRemembered ? Math.max(this.#credit, waiting) : Math.min(this.#credit, atOnceFrames);
    this.#receivedBefore = receivedSamples;
    this.#carried = 0;
    return frameSamples * waiting;
  }

  connect(carrier: Carrier): void {
    this.#carrier = carrier;
    this.#carry();
  }

  /** Does nothing if another carrier has been connected since. */
  disconnect(carrier: Carrier): void {
    if (this.#carrier === carrier) this.#carrier = null;
  }

  /** Nothing was sent for ten seconds: sends what waits, or a frame of silence that is not kept, so that the Worker does not hang up. */
  beat(): void {
    const carriedBefore = this.#carried;
    this.#refill(atOnceFrames);
    this.#carry();
    if (this.#carried > carriedBefore) return;
    if (this.#carrier?.(audioFrame(new Int16Array(frameSamples)))) this.#carried += 1;
  }

  /** Queues one frame of PCM16 samples at 16 kHz, which are copied. */
  speak(pcm: Int16Array): void {
    if (!this.#isOpen) return;
    this.#kept.push({ frame: audioFrame(pcm), isSilence: pcm.every((sample) => sample === 0) });
    this.#refill(framesPerFrame);
    this.#carry();
    if (this.#kept.length <= keptFrames) return;
    this.#kept.shift();
    this.#taken = Math.max(0, this.#taken - 1);
  }

  #carry(): void {
    for (let next = this.#kept[this.#taken]; next && this.#credit >= 1 && this.#carrier?.(next.frame); next = this.#kept[this.#taken]) {
      this.#taken += 1;
      this.#carried += 1;
      this.#credit -= 1;
    }
  }

  #refill(frames: number): void {
    this.#credit = Math.max(this.#credit, Math.min(atOnceFrames, this.#credit + frames));
  }

  /**
   * How many frames have come since the Worker was last there. Null if nobody knows: a count that fits nothing that was sent is of a Worker
   * that has lost its memory.
   */
  #receivedFrames(receivedSamples: number | null): number | null {
    if (receivedSamples === null || this.#receivedBefore === null) return null;
    const received = Math.floor((receivedSamples - this.#receivedBefore) / frameSamples);
    return received >= 0 && received <= this.#carried ? received : null;
  }
}
