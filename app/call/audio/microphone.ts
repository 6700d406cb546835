import { inTime } from "../../ui/in-time.client.ts";
import { frameMs } from "../../../sound/pcm.ts";
import type { MicrophoneProblem, Unheard } from "../../../machines/call/events.ts";
import { declareSound } from "./audio-session.ts";
import { type Device, foundAmong, listDevices, recallDevices } from "./devices.ts";
import { hasSound, isMoving, type SoundGraph } from "./sound-graph.ts";
import { resume } from "./wake.ts";
import captureUrl from "../worklets/capture.worklet.ts?worker&url";

/** How many frames of digital silence in a row mean that nothing is heard: 10 s. */
const silentAfterFrames = 10_000 / frameMs;
/**
 * A context that may start delivers frames within milliseconds. One that has delivered none after this long (ms) waits for a user gesture.
 */
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
  /**
   * `pcm`: 640 samples of PCM16 at 16 kHz, zeros while muted, valid only during this callback. `rms`: that of the input (0…1), muted or
   * not.
   */
  onFrame: (pcm: Int16Array, rms: number) => void;
  /** The device was unplugged, or taken away. */
  onLost: () => void;
  /** The audio processing failed: no more frames will come. */
  onBroken: () => void;
  /** Called with the cause when the microphone is no longer heard, and with null when it is heard again. */
  onUnheard: (cause: Unheard | null) => void;
  /** Aborting it closes the recorder. A microphone that the candidate allows only after that is released at once. */
  signal: AbortSignal;
};

type CapturedFrame = { pcm: Int16Array<ArrayBuffer>; rms: number };

/**
 * Opens the chosen microphone if it is present, else the system's default, so that an interview begins with one that works. Rejects as
 * `getUserMedia` does.
 */
const openStream = async (): Promise<MediaStream> => {
  const { microphone } = recallDevices();
  const open = (chosen: MediaTrackConstraints) =>
    navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1, ...chosen },
    });
  if (!microphone) return open({});
  try {
    // "ideal" is not enough: Chromium would then use the system's default.
    return await open({ deviceId: { exact: microphone.id } });
  } catch (cause) {
    if (nameOf(cause) !== "OverconstrainedError") throw cause;
    const same = foundAmong(await listDevices("audioinput"), microphone);
    return open(same && same.id !== microphone.id ? { deviceId: { exact: same.id } } : {});
  }
};

/** Captures the candidate's voice as frames of 40 ms at 16 kHz, whatever the device's sample rate. */
export class AudioRecorder {
  readonly #options: RecorderOptions;
  readonly #stream: Promise<MediaStream>;
  readonly #leave: () => void;
  readonly #listening = new AbortController();
  #plugged: Promise<void> = Promise.resolve();
  #tracks: MediaStreamTrack[] = [];
  #starting: ReturnType<typeof setTimeout> | undefined;
  #isFlowing = true;
  #isMuted = false;
  #silentFrames = 0;
  #cause: Unheard | null = null;

  /** Asks for the microphone. Call it from a user gesture, so that the graph's AudioContext may start. Throws MicrophoneError. */
  static async open(graph: SoundGraph, options: RecorderOptions): Promise<AudioRecorder> {
    if (!navigator.mediaDevices?.getUserMedia || !hasSound()) throw new MicrophoneError("unsupported");
    const recorder = new AudioRecorder(graph, options);
    try {
      await recorder.#opened();
      options.signal.throwIfAborted();
      return recorder;
    } catch (cause) {
      recorder.close();
      throw cause instanceof MicrophoneError ? cause : new MicrophoneError(problemOf(cause), { cause });
    }
  }

  private constructor(graph: SoundGraph, options: RecorderOptions) {
    this.#options = options;
    declareSound("play-and-record");
    this.#stream = openStream();
    this.#leave = graph.join((context, gone) => {
      this.#plugged = this.#plug(context, gone);
      this.#plugged.catch(() => this.#tracks.length > 0 && options.onBroken());
    });
    options.signal.addEventListener("abort", () => this.close());
  }

  /** The open device, or null if the browser does not name it. */
  get device(): Device | null {
    const { deviceId = "" } = this.#tracks[0]?.getSettings() ?? {};
    const label = this.#tracks[0]?.label ?? "";
    return label === "" ? null : { id: deviceId, label };
  }
  get unheard(): Unheard | null {
    return this.#cause;
  }
  /** Its sample rate in Hz, where the browser tells it. */
  get sampleRate(): number | undefined {
    return this.#tracks[0]?.getSettings().sampleRate;
  }

  /**
   * While muted, frames go on as silence. The track stays enabled: only then can this device notice that the candidate talks while muted.
   */
  setMuted(isMuted: boolean): void {
    this.#isMuted = isMuted;
  }

  close(): void {
    this.#listening.abort();
    this.#leave();
    for (const track of this.#tracks) track.stop();
    if (this.#tracks.length === 0) this.#stream.then(stop, () => undefined);
  }

  /** Waits until the recorder is plugged in; if the context is replaced meanwhile, until it is plugged into the new one. */
  async #opened(): Promise<void> {
    let awaited: Promise<void> | null = null;
    while (awaited !== this.#plugged) await (awaited = this.#plugged);
    // A track that ended before anybody listened does not say so again.
    if (this.#isGone) throw new MicrophoneError("missing");
  }

  get #isGone(): boolean {
    return this.#tracks.length > 0 && this.#tracks.every(({ readyState }) => readyState === "ended");
  }

  async #plug(context: AudioContext, gone: AbortSignal): Promise<void> {
    const loading = inTime(context.audioWorklet.addModule(captureUrl)).catch((cause: unknown) => {
      if (!gone.aborted) throw new MicrophoneError("unloadable", { cause });
    });
    loading.catch(() => undefined);
    const stream = await this.#stream;
    // After a reload there was no user gesture yet, but a page that has the microphone may start audio all the same.
    resume(context);
    await loading;
    if (gone.aborted) return;
    if (this.#tracks.length === 0) this.#watch(stream);
    this.#start(context, stream, gone);
  }

  #watch(stream: MediaStream): void {
    const { signal } = this.#listening;
    this.#tracks = stream.getAudioTracks();
    const lookForTracks = () => {
      if (this.#isGone) this.#options.onLost();
    };
    const look = () => this.#look();
    for (const track of this.#tracks) {
      track.addEventListener("ended", lookForTracks, { signal });
      track.addEventListener("mute", look, { signal });
      track.addEventListener("unmute", look, { signal });
    }
    navigator.mediaDevices.addEventListener("devicechange", lookForTracks, { signal });
  }

  #start(context: AudioContext, stream: MediaStream, gone: AbortSignal): void {
    const { onFrame, onBroken } = this.#options;
    const node = new AudioWorkletNode(context, "capture", { channelCount: 1, channelCountMode: "explicit" });
    node.port.onmessage = ({ data: { pcm, rms } }: MessageEvent<CapturedFrame>) => {
      if (gone.aborted) return;
      if (this.#isMuted) pcm.fill(0);
      onFrame(pcm, rms);
      node.port.postMessage(pcm.buffer, [pcm.buffer]);
      this.#hear(rms, context);
    };
    node.addEventListener("processorerror", onBroken, { signal: gone });
    const source = context.createMediaStreamSource(stream);
    // The node's output is silent, but not every browser runs a node that leads nowhere.
    source.connect(node).connect(context.destination);
    // A context that reports "running" has to prove it with a frame: after a phone call iOS leaves one running whose clock stands still.
    const wait = () => {
      this.#isFlowing = false;
      this.#look();
    };
    context.addEventListener("statechange", () => isMoving(context) || wait(), { signal: gone });
    this.#starting = setTimeout(wait, startMs);
    gone.addEventListener("abort", () => {
      clearTimeout(this.#starting);
      source.disconnect();
      node.disconnect();
      node.port.postMessage(null);
      // An open port keeps the node, and all that hears its frames. What was posted before arrives.
      node.port.close();
    });
  }

  #hear(rms: number, { state }: AudioContext): void {
    clearTimeout(this.#starting);
    // A frame that was in transit when the context stopped does not prove that more will come.
    this.#isFlowing ||= state === "running";
    if (!this.#isMuted) this.#silentFrames = rms === 0 ? this.#silentFrames + 1 : 0;
    this.#look();
  }

  #look(): void {
    const cause = this.#unheard();
    if (cause === this.#cause) return;
    this.#cause = cause;
    this.#options.onUnheard(cause);
  }

  #unheard(): Unheard | null {
    if (this.#tracks.some(isMutedBySystem)) return "mutedBySystem";
    if (!this.#isFlowing) return "paused";
    return this.#silentFrames >= silentAfterFrames ? "silent" : null;
  }
}

const isMutedBySystem = ({ muted }: MediaStreamTrack): boolean => muted;

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Not every browser's OverconstrainedError is a DOMException. */
const nameOf = (cause: unknown): string => (typeof cause === "object" && cause !== null && "name" in cause ? String(cause.name) : "");

const problemOf = (cause: unknown): MicrophoneProblem => {
  switch (nameOf(cause)) {
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
