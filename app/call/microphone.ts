import type { MicrophoneProblem } from "../../machines/call.ts";
import { wakeOnPress } from "./wake.ts";
import captureUrl from "./worklets/capture.worklet.ts?worker&url";

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
  readonly #listening = new AbortController();

  /** Asks for the microphone. Throws MicrophoneError. Called from a press, so that the context may start. */
  static async open(options: RecorderOptions): Promise<AudioRecorder> {
    if (!navigator.mediaDevices?.getUserMedia || typeof AudioWorkletNode === "undefined") throw new MicrophoneError("unsupported");
    let context: AudioContext | null = null;
    let stream: MediaStream | null = null;
    try {
      context = new AudioContext({ latencyHint: "interactive" });
      const loading = context.audioWorklet.addModule(captureUrl);
      loading.catch(() => undefined);
      stream = await navigator.mediaDevices.getUserMedia(constraints);
      // After a reload nothing was pressed yet; a page that has the microphone may start all the same.
      if (context.state !== "running") context.resume().catch(() => undefined);
      await loading;
      options.signal.throwIfAborted();
      return new AudioRecorder(context, stream, options);
    } catch (cause) {
      release(context, stream);
      throw new MicrophoneError(problemOf(cause), { cause });
    }
  }

  private constructor(context: AudioContext, stream: MediaStream, { onFrame, onLost }: RecorderOptions) {
    this.#context = context;
    this.#stream = stream;
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
    };
    // Its output stays silent; a node that leads nowhere is not run by every browser.
    context.createMediaStreamSource(stream).connect(node).connect(context.destination);
    wakeOnPress(context, signal);
    const look = () => {
      if (stream.getAudioTracks().every((it) => it.readyState === "ended")) onLost();
    };
    for (const track of stream.getAudioTracks()) track.addEventListener("ended", look, { signal });
    navigator.mediaDevices.addEventListener("devicechange", look, { signal });
  }

  /** A muted track gives silence, so frames go on and the browser shows that the microphone is off. */
  setMuted(isMuted: boolean): void {
    for (const track of this.#stream.getAudioTracks()) track.enabled = !isMuted;
  }

  close(): void {
    this.#listening.abort();
    release(this.#context, this.#stream);
  }
}

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
