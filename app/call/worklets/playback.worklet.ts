import { PlaybackQueue } from "../playback-queue.ts";

export type PlaybackCommand = { type: "play"; pcm: Int16Array } | { type: "flush" } | { type: "drain" };

/** PCM16 at the context's rate in, by message; sound out. Tells `PlaybackNews`. */
class Playback extends AudioWorkletProcessor {
  readonly #queue = new PlaybackQueue({ rateHz: sampleRate, tell: (news) => this.port.postMessage(news) });

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackCommand>) => {
      if (data.type === "play") this.#queue.push(data.pcm);
      else this.#queue[data.type]();
    };
  }

  override process(_: Float32Array[][], [output]: Float32Array[][]): boolean {
    const channel = output?.[0];
    if (channel) this.#queue.pull(channel);
    return true;
  }
}

registerProcessor("playback", Playback);
