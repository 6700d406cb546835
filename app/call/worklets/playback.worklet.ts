import { PlaybackQueue, type PlaybackNews } from "./playback-queue.ts";

export type PlaybackCommand = { type: "play"; samples: Float32Array } | { type: "flush" } | { type: "drain" } | { type: "beat" };
/** `seen`: how many commands, beats not counted, had been received by then. */
type Seen = Extract<PlaybackNews, { type: "level" }> & { seen: number };
/** `beat` answers the command of that name from `process`, and so only if the audio clock moves. */
export type SpeakerNews = Exclude<PlaybackNews, { type: "level" }> | Seen | { type: "beat" };

/** Takes samples at the context's rate by message and plays them. Posts `SpeakerNews`. */
class Playback extends AudioWorkletProcessor {
  readonly #queue = new PlaybackQueue({ rateHz: sampleRate, tell: (news) => this.#tell(news) });
  #seen = 0;
  #isAsked = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackCommand>) => {
      if (data.type === "beat") return void (this.#isAsked = true);
      this.#seen += 1;
      if (data.type === "play") this.#queue.push(data.samples);
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

  #tell(news: PlaybackNews): void {
    this.port.postMessage((news.type === "level" ? { ...news, seen: this.#seen } : news) satisfies SpeakerNews);
  }
}

registerProcessor("playback", Playback);
