import { inTime } from "../../ui/in-time.client.ts";
import { speechHz } from "../../../sound/pcm.ts";
import { SpeechRaiser } from "../../../sound/speech-raiser.ts";
import { isMoving, type SoundGraph } from "./sound-graph.ts";
import { resume, stillMs } from "./wake.ts";
import type { PlaybackCommand, SpeakerNews } from "../worklets/playback.worklet.ts";
import playbackUrl from "../worklets/playback.worklet.ts?worker&url";

/** A context that may start is running within milliseconds. One that is not after this long (ms) waits for a user gesture. */
const startMs = 1_000;

type PlayerOptions = {
  onSuspended: () => void;
  onRunning: () => void;
  /** The context was replaced: what it had not played yet will not be heard. */
  onLost: () => void;
  /** The playback worklet could not be loaded. */
  onRefused: () => void;
  /** Draining has begun, with this much sound (ms) still queued. */
  onDraining: (leftMs: number) => void;
  onDrained: () => void;
  onLevel: (level: Level) => void;
};

/**
 * `playedMs`: how much of all the sound that was given to `play` has been played, or dropped. `isOld`: the audio thread sent this before it
 * had received every command posted to it.
 */
type Level = { rms: number; isPlaying: boolean; playedMs: number; isOld: boolean };

/**
 * The current context and, once it is loaded, its playback worklet. `posted`: how many commands that has been sent, beats not counted;
 * `flushed`: how many by the newest flush.
 */
type Output = {
  readonly context: AudioContext;
  readonly gone: AbortSignal;
  readonly out: AudioNode;
  node: AudioWorkletNode | null;
  posted: number;
  flushed: number;
};

/**
 * Plays the interviewer's voice: takes PCM16 at 24 kHz, resamples it to the device's rate and plays it without gaps through a small jitter
 * buffer.
 */
export class AudioPlayer {
  readonly #options: PlayerOptions;
  readonly #graph: SoundGraph;
  readonly #leave: () => void;
  #output: Output | null = null;
  #raise = new SpeechRaiser(speechHz);
  #early: PlaybackCommand[] = [];
  #isSuspended = false;
  #isStill = false;
  #givenMs = 0;
  #droppedMs = 0;
  #starting: Timer;
  #beating: Timer;
  #leaving: Timer;

  /** Call it from a user gesture, so that the graph's AudioContext may start. Where the browser has no sound, it stays suspended. */
  constructor(graph: SoundGraph, options: PlayerOptions) {
    this.#options = options;
    this.#graph = graph;
    this.#leave = graph.join((context, gone, out) => this.#plug({ context, gone, out, node: null, posted: 0, flushed: 0 }));
    if (!this.#output) this.#suspend();
  }

  /** Queues PCM16 (little-endian, 24 kHz, mono), which is copied. */
  play(bytes: Uint8Array): void {
    this.#givenMs += (bytes.length * 1000) / (2 * speechHz);
    this.#push(this.#raise.push(bytes));
  }

  /** Drops all that is queued. From then on nothing sounds, whatever the audio thread sent before it was told. */
  flush(): void {
    this.#raise.reset();
    this.#post({ type: "flush" });
    if (this.#output) this.#output.flushed = this.#output.posted;
    this.#options.onLevel({ rms: 0, isPlaying: false, playedMs: this.#givenMs, isOld: false });
  }

  /**
   * Calls `onDraining`, then `onDrained` once everything queued has been heard. If nothing can be heard, calls only `onDrained`, at once.
   */
  drain(): void {
    if (!this.#output?.node || this.#output.context.state !== "running") return this.#options.onDrained();
    this.#push(this.#raise.flush());
    this.#post({ type: "drain" });
  }

  /**
   * Resumes the sound, with a new context if this one is lost. Call it from a user gesture, or once the microphone is open, which some
   * browsers accept in place of one.
   */
  resume(): void {
    const output = this.#output;
    if (!output || output.gone.aborted) return;
    const isLost = output.context.state === "interrupted" || this.#isStill || (output.node === null && this.#isSuspended);
    if (isLost) this.#graph.renew();
    else resume(output.context);
  }

  /** Output latency: ms from when sound leaves the queue until it is heard; 0 where the browser does not tell it. */
  delayMs(): number {
    return this.#output ? delayOf(this.#output.context) : 0;
  }

  close(): void {
    this.#leave();
  }

  #plug(output: Output): void {
    const { context, gone } = output;
    if (this.#output) this.#suspend();
    if (this.#output) this.#options.onLost();
    this.#droppedMs = this.#givenMs;
    this.#early = [];
    this.#output = output;
    this.#raise = new SpeechRaiser(context.sampleRate);
    this.#isStill = false;
    context.addEventListener("statechange", () => this.#look(output), { signal: gone });
    this.#starting = setTimeout(() => this.#look(output), startMs);
    gone.addEventListener("abort", () => {
      for (const timer of [this.#starting, this.#beating, this.#leaving]) clearTimeout(timer);
      output.node?.disconnect();
      output.node?.port.close();
    });
    inTime(context.audioWorklet.addModule(playbackUrl)).then(
      () => this.#start(output),
      () => gone.aborted || this.#options.onRefused(),
    );
  }

  #start(output: Output): void {
    const { context, gone, out } = output;
    if (gone.aborted) return;
    const node = new AudioWorkletNode(context, "playback", { numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [1] });
    node.port.onmessage = ({ data }: MessageEvent<SpeakerNews>) => {
      if (!gone.aborted) this.#hear(data, output);
    };
    const die = () => {
      output.node = null;
      this.#suspend();
    };
    node.addEventListener("processorerror", die, { signal: gone });
    node.connect(out);
    output.node = node;
    const early = this.#early;
    this.#early = [];
    for (const command of early) this.#post(command);
    if (context.state === "running") this.#look(output);
  }

  #hear(news: SpeakerNews, { context, node, posted, flushed }: Output): void {
    switch (news.type) {
      case "level":
        if (news.seen < flushed) return;
        return this.#options.onLevel({ ...news, playedMs: this.#droppedMs + news.playedMs, isOld: news.seen < posted });
      case "draining":
        return this.#options.onDraining(news.leftMs);
      case "drained":
        // What has left the queue is heard only after the output latency.
        this.#leaving = setTimeout(() => this.#options.onDrained(), delayOf(context));
        return;
      case "beat":
        // A beat that was in transit when the sound stopped does not prove that it runs now.
        if (node && context.state === "running") this.#run();
        return;
    }
  }

  /** A context that is not running cannot be heard. One that reports "running" is asked for a beat to prove it. */
  #look({ context, node }: Output): void {
    if (context.state !== "running") return isMoving(context) ? undefined : this.#suspend();
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

  #push(samples: Float32Array<ArrayBuffer>): void {
    if (samples.length > 0) this.#post({ type: "play", samples }, [samples.buffer]);
  }

  #post(command: PlaybackCommand, transfer: Transferable[] = []): void {
    const output = this.#output;
    if (!output) return;
    if (!output.node) return void this.#early.push(command);
    if (command.type !== "beat") output.posted += 1;
    output.node.port.postMessage(command, transfer);
  }
}

/** Output latency in ms; 0 where the browser does not tell it. */
const delayOf = ({ outputLatency }: AudioContext): number => (outputLatency || 0) * 1000;

type Timer = ReturnType<typeof setTimeout> | undefined;
