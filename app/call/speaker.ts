import { samplesOf, speechHz, writePcm16 } from "../../sound/pcm.ts";
import type { PlaybackNews } from "./playback-queue.ts";
import { Resampler } from "../../sound/resampler.ts";
import { wakeOnPress } from "./wake.ts";
import type { PlaybackCommand } from "./worklets/playback.worklet.ts";
import playbackUrl from "./worklets/playback.worklet.ts?worker&url";

/** A context that may start is running within milliseconds; one that still is not after this (ms) waits for a press. */
const startMs = 1_000;

type PlayerOptions = {
  onSuspended: () => void;
  onRunning: () => void;
  onDrained: () => void;
  /** `playedMs`: how much of all that was given has been played, or dropped. */
  onLevel: (rms: number, isPlaying: boolean, playedMs: number) => void;
  onUnderrun?: (targetMs: number) => void;
};

/** The interviewer's voice: PCM16 at 24 kHz in, played without gaps through a small jitter buffer. */
export class AudioPlayer {
  readonly #context = speechContext();
  readonly #resampler = this.#context.sampleRate === speechHz ? null : new Resampler({ fromHz: speechHz, toHz: this.#context.sampleRate });
  readonly #listening = new AbortController();
  readonly #options: PlayerOptions;
  #node: AudioWorkletNode | null = null;
  #early: PlaybackCommand[] = [];
  #isSuspended = false;
  #timer: ReturnType<typeof setTimeout>;

  /** Called from a press, so that the context may start. */
  constructor(options: PlayerOptions) {
    this.#options = options;
    const { signal } = this.#listening;
    wakeOnPress(this.#context, signal);
    this.#context.addEventListener("statechange", () => this.#look(), { signal });
    this.#timer = setTimeout(() => this.#look(), startMs);
    this.#load();
  }

  /** PCM16 little-endian, 24 kHz, mono; copied. */
  play(bytes: Uint8Array): void {
    const pcm = this.#atContextRate(samplesOf(bytes));
    this.#post({ type: "play", pcm }, [pcm.buffer]);
  }

  flush(): void {
    this.#post({ type: "flush" });
  }

  /** Tells `onDrained` once all that was given has been heard; at once where nothing can be heard. */
  drain(): void {
    if (this.#node && this.#context.state === "running") this.#post({ type: "drain" });
    else this.#options.onDrained();
  }

  /** Asks for sound again: from a press, or once the microphone is open, which some browsers take for one. */
  resume(): void {
    if (this.#listening.signal.aborted) return;
    if (!this.#node) this.#load();
    this.#context.resume().catch(() => undefined);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listening.abort();
    void this.#context.close();
  }

  #load(): void {
    this.#context.audioWorklet.addModule(playbackUrl).then(
      () => this.#start(),
      () => this.#suspend(),
    );
  }

  #start(): void {
    if (this.#listening.signal.aborted || this.#node) return;
    const node = new AudioWorkletNode(this.#context, "playback", { numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [1] });
    node.port.onmessage = ({ data }: MessageEvent<PlaybackNews>) => this.#hear(data);
    node.connect(this.#context.destination);
    this.#node = node;
    const early = this.#early;
    this.#early = [];
    for (const command of early) this.#post(command);
    if (this.#context.state === "running") this.#look();
  }

  #hear(news: PlaybackNews): void {
    if (this.#listening.signal.aborted) return;
    if (news.type === "level") this.#options.onLevel(news.rms, news.isPlaying, news.playedMs);
    else if (news.type === "underrun") this.#options.onUnderrun?.(news.targetMs);
    // What has left the queue is heard only after the device's own delay.
    else this.#timer = setTimeout(() => this.#options.onDrained(), (this.#context.outputLatency || 0) * 1000);
  }

  /** iOS says "interrupted" where others say "suspended": whatever is not running cannot be heard. */
  #look(): void {
    if (this.#context.state === "running" && this.#node) {
      if (this.#isSuspended) this.#options.onRunning();
      this.#isSuspended = false;
    } else if (this.#context.state !== "running") this.#suspend();
  }

  #suspend(): void {
    if (this.#isSuspended || this.#listening.signal.aborted) return;
    this.#isSuspended = true;
    this.#options.onSuspended();
  }

  #post(command: PlaybackCommand, transfer: Transferable[] = []): void {
    if (this.#node) this.#node.port.postMessage(command, transfer);
    else this.#early.push(command);
  }

  #atContextRate(pcm: Int16Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
    if (!this.#resampler) return pcm;
    const floats = Float32Array.from(pcm, (it) => it / 32_768);
    const resampled = new Float32Array(this.#resampler.room(floats.length));
    const count = this.#resampler.push(floats, resampled);
    const out = new Int16Array(count);
    writePcm16(resampled, out, 0, 0, count);
    return out;
  }
}

/** At the speech's own rate, so that the browser adapts it to the device; at the device's where that is refused. */
const speechContext = (): AudioContext => {
  try {
    return new AudioContext({ sampleRate: speechHz, latencyHint: "interactive" });
  } catch {
    return new AudioContext({ latencyHint: "interactive" });
  }
};
