import { captureHz, FrameCutter, rms } from "../../../sound/pcm.ts";
import { Resampler } from "../../../sound/resampler.ts";

const quantumSamples = 128;

/** Microphone at the context's rate in; `{ pcm, rms }` of 40 ms at 16 kHz out, its memory transferred and taken back. */
class Capture extends AudioWorkletProcessor {
  readonly #resampler = new Resampler({ fromHz: sampleRate, toHz: captureHz });
  readonly #silence = new Float32Array(quantumSamples);
  readonly #resampled = new Float32Array(this.#resampler.room(4 * quantumSamples));
  readonly #frames = new FrameCutter();
  readonly #send = (pcm: Int16Array<ArrayBuffer>): void => this.port.postMessage({ pcm, rms: rms(pcm) }, [pcm.buffer]);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.#frames.giveBack(data);
  }

  // A track without sound has no channel: silence goes on in its place, so that frames stay steady.
  override process([input]: Float32Array[][]): boolean {
    const count = this.#resampler.push(input?.[0] ?? this.#silence, this.#resampled);
    this.#frames.push(this.#resampled, count, this.#send);
    return true;
  }
}

registerProcessor("capture", Capture);
