import { frameMs, frameSamples } from "../../../sound/pcm.ts";

/** What the sound of a microphone is like. "listening": not enough was heard yet. */
export type Sounding = "listening" | "nothing" | "unvoiced" | "quiet" | "loud" | "noisy" | "good";

const framesOf = (ms: number) => ms / frameMs;

/** A room's noise floor is the level below which the quietest tenth of the last 5 s lies. */
const floor = { frames: framesOf(5_000), share: 0.1 };
/** What lies this far (dB) above the floor, and above a whisper (`least`, dB of full scale), is a voice; after 1 s of it there is a verdict. */
const voice = { aboveFloor: 9, least: -50, frames: framesOf(1_000) };
/** Exact zeros for 2 s come from no room. Nobody has spoken after 6 s. */
const nothingFrames = framesOf(2_000);
const unvoicedFrames = framesOf(6_000);
/** Frames with three samples at full scale are distorted; from this share of them on it is heard. */
const clipped = { samples: 3, share: 0.02, least: 3 };
/** dB of full scale. */
const quietVoice = -42;
const noise = { floor: -45, distance: 12 };
const silentFloor = -100;

/** Judges a microphone by its frames, one after the other. */
export class MicrophoneJudge {
  readonly #levels: number[] = [];
  readonly #voice: number[] = [];
  #frames = 0;
  #zeros = 0;
  #clipped = 0;

  /** One frame of 40 ms and its RMS (0…1). */
  hear(pcm: Int16Array, rms: number): void {
    const level = rms === 0 ? silentFloor : Math.max(silentFloor, 20 * Math.log10(rms));
    this.#frames += 1;
    this.#zeros = rms === 0 ? this.#zeros + 1 : 0;
    if (isClipped(pcm)) this.#clipped += 1;
    this.#levels.push(level);
    if (this.#levels.length > floor.frames) this.#levels.shift();
    if (level > this.floor + voice.aboveFloor && level > voice.least) this.#voice.push(level);
  }

  /** dB of full scale; what the room is like where nobody speaks. */
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

/** Opening its microphone makes a Bluetooth headset sound like a telephone, both ways. */
export const isTelephone = ({ label, sampleRate }: { label: string; sampleRate: number | undefined }): boolean =>
  (sampleRate !== undefined && sampleRate > 0 && sampleRate <= 16_000) || /airpods|buds|hands-?free|bluetooth/i.test(label);
