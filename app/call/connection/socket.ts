import type { CallEvent, RoomCommand, TypedAnswer } from "../../../machines/call/events.ts";
import { closeCode } from "../../../contract/codes.ts";
import { idleMs } from "../../../contract/limits.ts";
import type { Feature } from "../../../contract/vocabulary.ts";
import { frameSamples, speechHz } from "../../../sound/pcm.ts";
import type { Line } from "./line.ts";
import type { Meter } from "../audio/meter.ts";
import { type PathQuality } from "./path-quality.ts";
import { Pings } from "./pings.ts";
import { endFrame, frameReader, type Greeting, markFrame, pingFrame, roomFrames } from "./wire.ts";

/** Backpressure: while the browser holds this many unsent bytes (1 s of audio), the line keeps the frames instead. */
const maxBufferedBytes = 32_000;
/** If nothing could be sent for this long (ms), the network counts as dead. */
const stalledMs = 8_000;
/**
 * Heartbeat: after this long (ms) without a frame the page sends one of silence, for the Worker closes a socket that is idle for `idleMs`.
 */
const quietMs = idleMs / 6;
const lostCode = 1006;
/** How long (ms) an end waits for the Worker to say how much of the voice before it has come. */
const greetingMs = 1_000;
/** Flow control: after each so many samples (450 ms) of the interviewer's voice the Worker is told how many have come. */
const toldSamples = 0.45 * speechHz;

type Frame = Uint8Array<ArrayBuffer>;

type SocketOptions = {
  url: string;
  line: Line;
  /** Takes the interviewer's PCM16 at 24 kHz: a view into the received frame, which does not change. */
  play: (pcm: Uint8Array) => void;
  /** Knows whether the interviewer is audible now, of which a Worker with the feature "playback" is told. */
  interviewer: Meter;
  quality: PathQuality;
  tell: (event: CallEvent) => void;
};

export type Socket = {
  /** Sends typed answers that go before the end, even to a Worker without the feature "text". */
  leave: (answers: TypedAnswer[]) => void;
  /** Sends the end, after the audio that was never sent or never came. What comes from then on is not played. */
  end: () => void;
  /** Sends what the candidate does in the room; drops it if the socket is not open or the Worker does not take it. */
  tellRoom: (command: RoomCommand) => void;
  close: () => void;
};

type Address = { workerUrl: string; interviewId: string; token: string; isPlaying?: boolean };

/**
 * The URL of an interview's socket, which asks for speech at 24 kHz. `isPlaying`: what came on the last socket plays on until this one is
 * greeted, and what was heard of it is not to be sent again.
 */
export const socketUrl = ({ workerUrl, interviewId, token, isPlaying = false }: Address): string => {
  const url = new URL(`${workerUrl.replace(/\/$/, "")}/${interviewId}`);
  url.searchParams.set("token", token);
  url.searchParams.set("rate", String(speechHz));
  if (isPlaying) url.searchParams.set("playing", "on");
  return url.href;
};

/**
 * Opens one WebSocket to the Worker. `leave` and `end` wait until it is open, or greeted where the last one may have lost audio. Tells
 * `socket.closed` once, and nothing after `close`.
 */
export const openSocket = ({ url, line, play, interviewer, quality, tell }: SocketOptions): Socket => {
  const webSocket = new WebSocket(url);
  webSocket.binaryType = "arraybuffer";
  const listening = new AbortController();
  const { signal } = listening;
  /** To be sent once the socket is ready: open, and greeted if the last one may have lost audio. */
  const early: (() => Frame[])[] = [];
  let isReady = false;
  let readyTimer: ReturnType<typeof setTimeout> | undefined;
  let flowedAt = performance.now();
  let capturedSamples = 0;
  let isAudible = false;
  let receivedSamples = 0;
  let untoldSamples = 0;
  let isEnding = false;
  let features: readonly Feature[] = [];
  const heard = frameReader();

  const carrier = (frame: Uint8Array<ArrayBuffer>): boolean => {
    const isFlowing = webSocket.readyState === WebSocket.OPEN && webSocket.bufferedAmount < maxBufferedBytes;
    if (isFlowing) {
      webSocket.send(frame);
      capturedSamples += frameSamples;
      flowedAt = performance.now();
    } else if (performance.now() - flowedAt > stalledMs) lose(lostCode);
    return isFlowing;
  };
  const heartbeat = setInterval(() => {
    if (performance.now() - flowedAt >= quietMs) line.beat();
  }, quietMs);

  const mark = (): void => {
    if (signal.aborted || interviewer.read().isSpeaking === isAudible || webSocket.readyState !== WebSocket.OPEN) return;
    isAudible = !isAudible;
    webSocket.send(markFrame(capturedSamples, isAudible));
  };
  const markPlayback = (): void => {
    signal.addEventListener("abort", interviewer.subscribe(mark));
    mark();
  };

  /**
   * Tells the Worker how many samples have come; the answer to a nonce other than "0" is timed. While audio comes it is sent from there, as
   * a timer would be late in a hidden tab.
   */
  const ping = (nonce = "0", keptSamples = 0): void => {
    untoldSamples = 0;
    webSocket.send(pingFrame(nonce, receivedSamples, keptSamples));
  };
  const take = (pcm: Uint8Array): void => {
    // Nobody wants to hear it; and unacknowledged, it keeps the Worker from sending more before the end.
    if (isEnding) return;
    receivedSamples += pcm.length / 2;
    untoldSamples += pcm.length / 2;
    if (untoldSamples >= toldSamples && features.includes("ping")) ping();
    play(pcm);
  };
  const begin = ({ started, receivedSamples: receivedAtWorker }: Greeting): void => {
    ({ features } = started);
    tell(started);
    if (signal.aborted) return;
    const keptSamples = line.rejoin(receivedAtWorker);
    if (features.includes("ping")) {
      ping("0", keptSamples);
      pings.start();
    }
    if (!isEnding) line.connect(carrier);
    ready();
    if (features.includes("playback")) markPlayback();
  };
  const pings = new Pings({
    quality,
    isOpen: () => webSocket.readyState === WebSocket.OPEN,
    send: ping,
    onDead: () => lose(lostCode),
  });

  const release = (): void => {
    clearInterval(heartbeat);
    clearTimeout(readyTimer);
    pings.stop();
    listening.abort();
    line.disconnect(carrier);
    webSocket.close(closeCode.ended);
  };
  const lose = (code: number): void => {
    release();
    tell({ type: "socket.closed", code, jitter: Math.random() });
  };

  webSocket.addEventListener(
    "open",
    () => {
      if (line.isUnsure) readyTimer = setTimeout(ready, greetingMs);
      else ready();
      tell({ type: "socket.opened" });
    },
    { signal },
  );
  webSocket.addEventListener(
    "message",
    ({ data }: MessageEvent<unknown>) => {
      pings.heard();
      const news = data instanceof ArrayBuffer ? heard(data) : null;
      if (news?.type === "audio.received") return take(news.pcm);
      if (news?.type === "ping.answered") return pings.answered(news.nonce);
      if (news?.type === "greeted") return begin(news);
      if (news) tell(news);
    },
    { signal },
  );
  webSocket.addEventListener("close", ({ code }) => lose(code), { signal });
  window.addEventListener("offline", () => lose(lostCode), { signal });

  const send = (frames: Frame[]): void => {
    for (const frame of frames) webSocket.send(frame);
  };
  const ready = (): void => {
    isReady = true;
    for (const frames of early.splice(0)) send(frames());
  };
  const say = (frames: () => Frame[]): void => {
    if (isReady && webSocket.readyState === WebSocket.OPEN) send(frames());
    else early.push(frames);
  };

  return {
    leave: (answers) => say(() => roomFrames({ type: "answers", answers }).frames),
    end: () => {
      isEnding = true;
      say(() => [...line.rest(), endFrame()]);
    },
    tellRoom: (command) => {
      const { feature, frames } = roomFrames(command);
      if (!features.includes(feature) || webSocket.readyState !== WebSocket.OPEN) return;
      send(frames);
    },
    close: release,
  };
};
