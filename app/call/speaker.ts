import { samplesOf, speechHz, writePcm16 } from "../../sound/pcm.ts";
import { Resampler } from "../../sound/resampler.ts";
import { resume, stillMs, wakeOnPress } from "./wake.ts";
import type { PlaybackCommand, SpeakerNews } from "./worklets/playback.worklet.ts";
import playbackUrl from "./worklets/playback.worklet.ts?worker&url";

/** A context that may start is running within milliseconds; one that still is not after this (ms) waits for a press. */
const startMs = 1_000;

type PlayerOptions = {
  onSuspended: () => void;
  onRunning: () => void;
  /** The part of the page that plays could not be loaded. */
  onRefused: () => void;
  /** So much (ms) is left to be played, now that nothing more will come. */
  onDraining: (leftMs: number) => void;
  onDrained: () => void;
  /** `playedMs`: how much of all that was given has been played, or dropped. */
  onLevel: (rms: number, isPlaying: boolean, playedMs: number) => void;
};

/** One context with the playback worklet in it, and everything that listens to it. */
type Output = {
  readonly context: AudioContext;
  readonly resampler: Resampler | null;
  readonly listening: AbortController;
  node: AudioWorkletNode | null;
};

/** The interviewer's voice: PCM16 at 24 kHz in, played without gaps through a small jitter buffer. */
export class AudioPlayer {
  readonly #options: PlayerOptions;
  #output: Output;
  #early: PlaybackCommand[] = [];
  #isSuspended = false;
  #isStill = false;
  #givenMs = 0;
  #droppedMs = 0;
  #starting: Timer;
  #beating: Timer;
  #leaving: Timer;

  /** Called from a press, so that the context may start. */
  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#output = this.#open();
  }

  /** PCM16 little-endian, 24 kHz, mono; copied. */
  play(bytes: Uint8Array): void {
    this.#givenMs += (bytes.length * 1000) / (2 * speechHz);
    const pcm = atContextRate(samplesOf(bytes), this.#output.resampler);
    this.#post({ type: "play", pcm }, [pcm.buffer]);
  }

  flush(): void {
    this.#post({ type: "flush" });
  }

  /** Tells `onDraining`, and `onDrained` once all that was given has been heard; that at once where nothing can be heard. */
  drain(): void {
    if (this.#output.node && this.#output.context.state === "running") this.#post({ type: "drain" });
    else this.#options.onDrained();
  }

  /** Asks for sound again: from a press, or once the microphone is open, which some browsers take for one. */
  resume(): void {
    const { context, listening, node } = this.#output;
    if (listening.signal.aborted) return;
    const isLost = context.state === "interrupted" || this.#isStill || (node === null && this.#isSuspended);
    if (isLost) {
      this.#release();
      // What the old one had not played yet is lost with it.
      this.#droppedMs = this.#givenMs;
      this.#early = [];
      this.#output = this.#open();
    } else resume(context);
  }

  close(): void {
    this.#release();
  }

  #open(): Output {
    const context = speechContext();
    const resampler = context.sampleRate === speechHz ? null : new Resampler({ fromHz: speechHz, toHz: context.sampleRate });
    const output: Output = { context, resampler, listening: new AbortController(), node: null };
    const { signal } = output.listening;
    this.#isStill = false;
    wakeOnPress(context, signal);
    context.addEventListener("statechange", () => this.#look(), { signal });
    this.#starting = setTimeout(() => this.#look(), startMs);
    context.audioWorklet.addModule(playbackUrl).then(
      () => this.#start(output),
      () => signal.aborted || this.#options.onRefused(),
    );
    return output;
  }

  #release(): void {
    for (const timer of [this.#starting, this.#beating, this.#leaving]) clearTimeout(timer);
    this.#output.listening.abort();
    void this.#output.context.close();
  }

  #start(output: Output): void {
    const { context, listening } = output;
    if (listening.signal.aborted) return;
    const node = new AudioWorkletNode(context, "playback", { numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [1] });
    node.port.onmessage = ({ data }: MessageEvent<SpeakerNews>) => {
      if (!listening.signal.aborted) this.#hear(data);
    };
    const die = () => {
      output.node = null;
      this.#suspend();
    };
    node.addEventListener("processorerror", die, { signal: listening.signal });
    node.connect(context.destination);
    output.node = node;
    const early = this.#early;
    this.#early = [];
    for (const command of early) this.#post(command);
    if (context.state === "running") this.#look();
  }

  #hear(news: SpeakerNews): void {
    switch (news.type) {
      case "level":
        return this.#options.onLevel(news.rms, news.isPlaying, this.#droppedMs + news.playedMs);
      case "draining":
        return this.#options.onDraining(news.leftMs);
      case "drained":
        // What has left the queue is heard only after the device's own delay.
        this.#leaving = setTimeout(() => this.#options.onDrained(), (this.#output.context.outputLatency || 0) * 1000);
        return;
      case "beat":
        return this.#run();
    }
  }

  /** Whatever is not running cannot be heard; what says that it runs is asked to show it. */
  #look(): void {
    const { context, node } = this.#output;
    if (context.state !== "running") return this.#suspend();
    if (!node) return;
    clearTimeout(this.#beating);
    this.#beating = setTimeout(() => {
      this.#isStill = true;
      this.#suspend();
    }, stillMs);
    this.#post({ type: "beat" });
  }

  #run(): void {
    clearTimeout(this.#beating);
    this.#isStill = false;
    if (this.#isSuspended) this.#options.onRunning();
    this.#isSuspended = false;
  }

  #suspend(): void {
    clearTimeout(this.#beating);
    if (this.#isSuspended) return;
    this.#isSuspended = true;
    this.#options.onSuspended();
  }

  #post(command: PlaybackCommand, transfer: Transferable[] = []): void {
    const { node } = this.#output;
    if (node) node.port.postMessage(command, transfer);
    else this.#early.push(command);
  }
}

type Timer = ReturnType<typeof setTimeout> | undefined;

const atContextRate = (pcm: Int16Array<ArrayBuffer>, resampler: Resampler | null): Int16Array<ArrayBuffer> => {
  if (!resampler) return pcm;
  const floats = Float32Array.from(pcm, (it) => it / 32_768);
  const resampled = new Float32Array(resampler.room(floats.length));
  const count = resampler.push(floats, resampled);
  const out = new Int16Array(count);
  writePcm16(resampled, out, 0, 0, count);
  return out;
};

/** At the speech's own rate, so that the browser adapts it to the device; at the device's where that is refused. */
const speechContext = (): AudioContext => {
  try {
    return new AudioContext({ sampleRate: speechHz, latencyHint: "interactive" });
  } catch {
    return new AudioContext({ latencyHint: "interactive" });
  }
};
