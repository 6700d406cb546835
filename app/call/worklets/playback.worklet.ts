import { PlaybackQueue, type PlaybackNews } from "./playback-queue.ts";

export type PlaybackCommand = { type: "play"; samples: Float32Array } | { type: "flush" } | { type: "drain" } | { type: "beat" };
/** `beat` answers the command of that name from the sound's own clock: only where that moves. */
export type SpeakerNews = PlaybackNews | { type: "beat" };

/** Samples at the context's rate in, by message; sound out. Tells `SpeakerNews`. */
class Playback extends AudioWorkletProcessor {
  readonly #queue = new PlaybackQueue({ rateHz: sampleRate, tell: (news) => this.port.postMessage(news) });
  #isAsked = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackCommand>) => {
      if (data.type === "play") this.#queue.push(data.samples);
      else if (data.type === "beat") this.#isAsked = true;
      else this.#queue[data.type]();
    };
  }

  override process(_: Float32Array[][], [output]: Float32Array[][]): boolean {
    const channel = output?.[0];
    if (channel) this.#queue.pull(channel);
    if (this.#isAsked) this.port.postMessage({ type: "beat" } satisfies SpeakerNews);
    this.#isAsked = false;
    return true;
  }
}

registerProcessor("playback", Playback);
