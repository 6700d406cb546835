import { closeCode, type CloseCode, unreadableFrame } from "../../../contract/codes.ts";
import {
  frameAllowance,
  idleMs,
  longestFrameBytes,
  mostUnreadableFrames,
  roomAllowance,
  silenceMs,
  soundAllowance,
  typingAllowance,
} from "../../../contract/limits.ts";
import { captureHz } from "../../../sound/pcm.ts";
import type { ClientSockets } from "./sockets.ts";
import type { Facts } from "../storage/facts.ts";
import type { Stopwatch } from "../sound/stopwatch.ts";
import { log } from "../../log.ts";
import type { Relay } from "../sound/relay.ts";
import { TokenBucket } from "../sound/token-bucket.ts";
import { type ClientFrame, readFrame, sizeOf, soundIn } from "./wire.ts";

const bytesPerSecond = 2 * captureHz;
/** Allowances are counted in thousandths, so that a bucket holds only whole numbers (see `TokenBucket`). */
const one = 1_000;
const bucketOf = ({ atOnce, perSecond, most = atOnce }: { atOnce: number; perSecond: number; most?: number }) =>
  new TokenBucket({ capacity: one * most, perMs: perSecond, left: one * atOnce });
const bytes = {
  capacity: soundAllowance.mostSeconds * bytesPerSecond,
  perMs: (soundAllowance.timesRealTime * bytesPerSecond) / 1000,
  left: soundAllowance.atOnceSeconds * bytesPerSecond,
};

/** What the candidate does in the room besides speaking. */
export type RoomRequest = Extract<ClientFrame, { type: "typed" | "patience" | "talk" | "think" | "steer" | "muted" }>;

type Dependencies = {
  interviewId: string;
  candidate: ClientSockets;
  facts: Facts;
  relay: Relay;
  stopwatch: Stopwatch;
  ended: () => void;
  asked: (request: RoomRequest) => void;
  left: () => void;
  expelled: () => void;
};

/**
 * Reads the candidate's frames: sound goes to the relay, the rest to the chart. Enforces the limits of contract/limits.ts, which count for
 * the interview and not for each of its sockets.
 */
export class Inbox {
  readonly #dependencies: Dependencies;
  #unreadable = 0;
  readonly #frames: TokenBucket;
  readonly #bytes: TokenBucket;
  readonly #asked: TokenBucket;
  readonly #typed: TokenBucket;
  /** When the newest frame came, and when the candidate last gave a sign of life. */
  #heardAtMs: number;
  #spokenAtMs: number;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#frames = bucketOf(frameAllowance);
    this.#bytes = new TokenBucket(bytes);
    this.#asked = bucketOf(roomAllowance);
    this.#typed = bucketOf(typingAllowance);
    this.#heardAtMs = this.#spokenAtMs = dependencies.stopwatch.read();
  }

  /** Unix ms at which a client that sends no frames counts as gone. */
  get idleAtUnixMs() {
    return this.#dependencies.stopwatch.unixMs(this.#heardAtMs + idleMs);
  }

  /** Unix ms at which a candidate who says nothing counts as gone. */
  get silentAtUnixMs() {
    const { relay, stopwatch } = this.#dependencies;
    return stopwatch.unixMs((relay.turns.isSpeech ? stopwatch.read() : this.#spokenAtMs) + silenceMs);
  }

  /** A new socket or a new interview begins now. */
  begin() {
    this.#heardAtMs = this.#dependencies.stopwatch.read();
    this.spoken();
  }

  /** The candidate gave a sign of life. */
  spoken() {
    this.#spokenAtMs = this.#dependencies.stopwatch.read();
  }

  /** Takes one frame of the current socket. The clock is read once per frame. */
  read(frame: string | ArrayBuffer) {
    const { relay, candidate, stopwatch } = this.#dependencies;
    const nowMs = stopwatch.read();
    this.#heardAtMs = nowMs;
    relay.speech.heard(nowMs);
    const size = sizeOf(frame);
    if (size > longestFrameBytes) return this.refuse(closeCode.frameTooLarge, `A frame is at most ${longestFrameBytes / 1024} KiB`);
    if (!this.#frames.take(one, nowMs) || !this.#bytes.take(size, nowMs)) return this.#expel("Frames far beyond real time");
    const pcm = typeof frame === "string" ? null : soundIn(frame);
    if (pcm !== null) return relay.up(pcm, nowMs);
    const read = readFrame(frame);
    switch (read.type) {
      case "audio":
        return relay.up(read.pcm, nowMs);
      case "end":
        return this.#dependencies.ended();
      case "mark":
        return relay.mark(read);
      case "ping":
        candidate.send({ $case: "pong", value: { nonce: read.nonce } });
        if (read.keptSamples !== undefined) relay.meter.regain(read.keptSamples);
        return read.receivedSamples === undefined ? undefined : relay.speech.arrived(read.receivedSamples, nowMs);
      case "typed":
      case "patience":
      case "talk":
      case "think":
      case "steer":
      case "muted":
        if (!this.#asked.take(one, nowMs) || !this.#typed.take(read.type === "typed" ? one * read.text.length : 0, nowMs))
          return this.#expel("Asked far beyond what a person asks");
        this.spoken();
        return this.#dependencies.asked(read);
      case "unreadable":
        return this.#countUnreadable();
      default:
        return read satisfies never;
    }
  }

  /** Closes the socket, once; the interview goes on as if the browser had left. */
  refuse(code: CloseCode, reason: string, { withError = false } = {}) {
    if (this.#close(code, reason, withError)) this.#dependencies.left();
  }

  /** Closes the socket with 1008. If the client comes back and earns a second 1008, the interview ends. */
  #expel(reason: string) {
    const { facts, left, expelled } = this.#dependencies;
    if (!this.#close(closeCode.policyViolated, reason)) return;
    const refusals = (facts.read("refusals") ?? 0) + 1;
    facts.write("refusals", refusals);
    if (refusals > 1) expelled();
    else left();
  }

  #close(code: CloseCode, reason: string, withError = false): boolean {
    const { candidate, interviewId } = this.#dependencies;
    if (!candidate.isThere) return false;
    log("client.refused", { interviewId, code, reason });
    candidate.close(code, reason, { withError });
    return true;
  }

  #countUnreadable() {
    this.#unreadable++;
    if (this.#unreadable > mostUnreadableFrames) return this.#expel("Too many frames that could not be understood");
    this.#dependencies.candidate.send({ $case: "error", value: { code: unreadableFrame, message: "A frame could not be understood." } });
  }
}
