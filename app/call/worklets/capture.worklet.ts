import { captureHz, FrameCutter, rms } from "../../../sound/pcm.ts";
import { Resampler } from "../../../sound/resampler.ts";

const quantumSamples = 128;

/**
 * Takes the microphone at the context's rate and posts `{ pcm, rms }`: 40 ms of PCM16 at 16 kHz, and its RMS (0…1). The memory is
 * transferred, and used again once it is posted back. Posting null ends it: a browser runs a processor that goes on even after its node was
 * disconnected.
 */
class Capture extends AudioWorkletProcessor {
  readonly #resampler = new Resampler({ fromHz: sampleRate, toHz: captureHz });
  readonly #silence = new Float32Array(quantumSamples);
  readonly #resampled = new Float32Array(this.#resampler.room(4 * quantumSamples));
  readonly #frames = new FrameCutter();
  #isOver = false;
  readonly #send = (pcm: Int16Array<ArrayBuffer>): void => this.port.postMessage({ pcm, rms: rms(pcm) }, [pcm.buffer]);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ArrayBuffer | null>) => {
      if (data) this.#frames.giveBack(data);
      else this.#isOver = true;
    };
  }

  // A track without sound has no channel: silence takes its place, so that frames keep coming.
  override process([input]: Float32Array[][]): boolean {
    if (this.#isOver) return false;
    const count = this.#resampler.push(input?.[0] ?? this.#silence, this.#resampled);
    this.#frames.push(this.#resampled, count, this.#send);
    return true;
  }
}

registerProcessor("capture", Capture);
