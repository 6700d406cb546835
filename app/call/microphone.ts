import type { MicrophoneProblem, Unheard } from "../../machines/call.ts";
import { resume, wakeOnPress } from "./wake.ts";
import captureUrl from "./worklets/capture.worklet.ts?worker&url";

/** 10 s of frames. */
const silentAfterFrames = 250;
/** A context that may start gives frames within milliseconds; one that gives none after this (ms) waits for a press. */
const startMs = 1_000;

/** Thrown when no microphone could be opened. */
export class MicrophoneError extends Error {
  readonly problem: MicrophoneProblem;

  constructor(problem: MicrophoneProblem, options?: ErrorOptions) {
    super(`The microphone could not be opened: ${problem}`, options);
    this.name = "MicrophoneError";
    this.problem = problem;
  }
}

type RecorderOptions = {
  /** 640 samples of PCM16 at 16 kHz, good only during the call, and their RMS (0…1). */
  onFrame: (pcm: Int16Array, rms: number) => void;
  /** The device was unplugged, or taken away. */
  onLost: () => void;
  /** The sound's processing died; nothing more will come. */
  onBroken: () => void;
  /** Nothing is heard any more, and why; null once something is heard again. */
  onUnheard: (cause: Unheard | null) => void;
  /** Aborted, an opening that still waits for the candidate releases what it gets. */
  signal: AbortSignal;
};

type CapturedFrame = { pcm: Int16Array<ArrayBuffer>; rms: number };

const constraints: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
};

/** The candidate's voice as frames of 40 ms at 16 kHz, whatever the device's rate. */
export class AudioRecorder {
  readonly #context: AudioContext;
  readonly #stream: MediaStream;
  readonly #tracks: MediaStreamTrack[];
  readonly #onUnheard: RecorderOptions["onUnheard"];
  readonly #listening = new AbortController();
  readonly #starting: ReturnType<typeof setTimeout>;
  #isFlowing = true;
  #isMuted = false;
  #silentFrames = 0;
  #cause: Unheard | null = null;

  /** Asks for the microphone. Throws MicrophoneError. Called from a press, so that the context may start. */
  static async open(options: RecorderOptions): Promise<AudioRecorder> {
    if (!navigator.mediaDevices?.getUserMedia || typeof AudioWorkletNode === "undefined") throw new MicrophoneError("unsupported");
    let context: AudioContext | null = null;
    let stream: MediaStream | null = null;
    try {
      context = new AudioContext({ latencyHint: "interactive" });
      const loading = context.audioWorklet.addModule(captureUrl).catch((cause: unknown) => {
        throw new MicrophoneError("unloadable", { cause });
      });
      loading.catch(() => undefined);
      stream = await navigator.mediaDevices.getUserMedia(constraints);
      // After a reload nothing was pressed yet; a page that has the microphone may start all the same.
      resume(context);
      await loading;
      options.signal.throwIfAborted();
      return new AudioRecorder(context, stream, options);
    } catch (cause) {
      release(context, stream);
      throw cause instanceof MicrophoneError ? cause : new MicrophoneError(problemOf(cause), { cause });
    }
  }

  private constructor(context: AudioContext, stream: MediaStream, { onFrame, onLost, onBroken, onUnheard }: RecorderOptions) {
    this.#context = context;
    this.#stream = stream;
    this.#tracks = stream.getAudioTracks();
    this.#onUnheard = onUnheard;
    const { signal } = this.#listening;
    const node = new AudioWorkletNode(context, "capture", {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      channelCount: 1,
      channelCountMode: "explicit",
    });
    node.port.onmessage = ({ data: { pcm, rms } }: MessageEvent<CapturedFrame>) => {
      if (signal.aborted) return;
      onFrame(pcm, rms);
      node.port.postMessage(pcm.buffer, [pcm.buffer]);
      this.#hear(rms);
    };
    node.addEventListener("processorerror", onBroken, { signal });
    // Its output stays silent; a node that leads nowhere is not run by every browser.
    context.createMediaStreamSource(stream).connect(node).connect(context.destination);
    wakeOnPress(context, signal);
    const lookForTracks = () => {
      if (this.#tracks.every((it) => it.readyState === "ended")) onLost();
    };
    const look = () => this.#look();
    for (const track of this.#tracks) {
      track.addEventListener("ended", lookForTracks, { signal });
      track.addEventListener("mute", look, { signal });
      track.addEventListener("unmute", look, { signal });
    }
    navigator.mediaDevices.addEventListener("devicechange", lookForTracks, { signal });
    // What says that it runs has to show it by a frame: after a call iOS leaves a context running whose clock stands still.
    const wait = () => {
      this.#isFlowing = false;
      this.#look();
    };
    context.addEventListener("statechange", wait, { signal });
    this.#starting = setTimeout(wait, startMs);
    look();
  }

  /** A muted track gives silence, so frames go on and the browser shows that the microphone is off. */
  setMuted(isMuted: boolean): void {
    for (const track of this.#tracks) track.enabled = !isMuted;
    this.#isMuted = isMuted;
  }

  close(): void {
    clearTimeout(this.#starting);
    this.#listening.abort();
    release(this.#context, this.#stream);
  }

  #hear(rms: number): void {
    clearTimeout(this.#starting);
    this.#isFlowing = true;
    if (!this.#isMuted) this.#silentFrames = rms === 0 ? this.#silentFrames + 1 : 0;
    this.#look();
  }

  #look(): void {
    const cause = this.#unheard();
    if (cause === this.#cause) return;
    this.#cause = cause;
    this.#onUnheard(cause);
  }

  #unheard(): Unheard | null {
    if (this.#tracks.some(isMutedBySystem)) return "mutedBySystem";
    if (!this.#isFlowing) return "paused";
    return this.#silentFrames >= silentAfterFrames ? "silent" : null;
  }
}

const isMutedBySystem = ({ muted }: MediaStreamTrack): boolean => muted;

const release = (context: AudioContext | null, stream: MediaStream | null): void => {
  for (const track of stream?.getTracks() ?? []) track.stop();
  void context?.close();
};

const problemOf = (cause: unknown): MicrophoneProblem => {
  switch (cause instanceof DOMException ? cause.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "permissionRefused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "unsupported";
  }
};
