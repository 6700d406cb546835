import { frameMs, frameSamples } from "../../../sound/pcm.ts";

/**
 * The verdict on a microphone. "listening": not enough was heard yet; "nothing": digital silence; "unvoiced": nobody spoke; "quiet": the
 * voice is too soft; "loud": it clips; "noisy": the room is too loud for the voice.
 */
export type Sounding = "listening" | "nothing" | "unvoiced" | "quiet" | "loud" | "noisy" | "good";

const framesOf = (ms: number) => ms / frameMs;

/** The noise floor is the 10th percentile of the frame levels of the last 5 s; it takes 1 s of them to be known. */
const floor = { least: framesOf(1_000), frames: framesOf(5_000), share: 0.1 };
/**
 * A frame is voice if its level is more than `aboveFloor` dB above the noise floor and above a whisper (`least`, dBFS). The verdict on a
 * voice takes 1 s of it.
 */
const voice = { aboveFloor: 9, least: -50, frames: framesOf(1_000) };
/** Exact zeros for 2 s are digital silence, which no room produces. If no frame was voice after 6 s, nobody has spoken. */
const nothingFrames = framesOf(2_000);
const unvoicedFrames = framesOf(6_000);
/**
 * A frame with this many samples at full scale is clipped. Clipping is audible from this share of all frames on, and from `least` frames.
 */
const clipped = { samples: 3, share: 0.02, least: 3 };
/** In dBFS: a voice whose mean level is below this is quiet. */
const quietVoice = -42;
/** Noisy: a noise floor above this (dBFS), or a voice that is less than this (dB) above it. */
const noise = { floor: -45, distance: 12 };
/** Lower levels (dBFS) count as this one. */
const silentFloor = -100;

/** Judges a microphone from a stream of its frames. */
export class MicrophoneJudge {
  readonly #levels: number[] = [];
  readonly #voice: number[] = [];
  #frames = 0;
  #zeros = 0;
  #clipped = 0;

  /** Takes one frame (40 ms of PCM16 at 16 kHz) and its RMS (0…1 of full scale). */
  hear(pcm: Int16Array, rms: number): void {
    const level = rms === 0 ? silentFloor : Math.max(silentFloor, 20 * Math.log10(rms));
    this.#frames += 1;
    this.#zeros = rms === 0 ? this.#zeros + 1 : 0;
    if (isClipped(pcm)) this.#clipped += 1;
    this.#levels.push(level);
    if (this.#levels.length > floor.frames) this.#levels.shift();
    if (level > this.floor + voice.aboveFloor && level > voice.least) this.#voice.push(level);
  }

  /** Whether enough was heard for the noise floor: a microphone's first frames may be silent. */
  get knowsFloor(): boolean {
    return this.#frames >= floor.least;
  }

  /** The noise floor in dBFS. */
  get floor(): number {
    const sorted = this.#levels.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length * floor.share)] ?? silentFloor;
  }

  get sounding(): Sounding {
    if (this.#zeros >= nothingFrames) return "nothing";
    if (this.#clipped >= Math.max(clipped.least, clipped.share * this.#frames)) return "loud";
    if (this.#voice.length < voice.frames) return this.#frames >= unvoicedFrames && this.#voice.length === 0 ? "unvoiced" : "listening";
    const level = this.#voice.reduce((sum, it) => sum + it, 0) / this.#voice.length;
    if (level < quietVoice) return "quiet";
    return this.floor > noise.floor || level - this.floor < noise.distance ? "noisy" : "good";
  }
}

const isClipped = (pcm: Int16Array): boolean => {
  let count = 0;
  for (let at = 0; at < frameSamples; at += 1) {
    const sample = pcm[at] ?? 0;
    if (sample === 32_767 || sample === -32_768) count += 1;
  }
  return count >= clipped.samples;
};

/**
 * Whether a microphone seems to be a Bluetooth headset's, by its rate (Hz) or its name: opening one switches the headset to telephone
 * quality, in both directions.
 */
export const isTelephone = ({ label, sampleRate }: { label: string; sampleRate: number | undefined }): boolean =>
  (sampleRate !== undefined && sampleRate > 0 && sampleRate <= 16_000) || /airpods|buds|hands-?free|bluetooth/i.test(label);
