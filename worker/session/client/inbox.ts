import { closeCode, type CloseCode, unreadableFrame } from "../../../contract/codes.ts";
import type { Candidate } from "./sockets.ts";
import { log } from "../../log.ts";
import type { Relay } from "../sound/relay.ts";
import { readFrame } from "./wire.ts";

const unreadableLimit = 50;
/** A client that sends no frame for so long is gone. */
export const idleMs = 60_000;

type Parts = {
  interviewId: string;
  candidate: Candidate;
  relay: Relay;
  now: () => number;
  ended: () => void;
  left: () => void;
};

/** Reads the candidate's frames: sound to the relay, the rest to the machine, and the bounds of what is taken. */
export class Reception {
  #parts: Parts;
  #unreadable = 0;
  #heardAt: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#heardAt = parts.now();
  }

  /** Unix ms at which a client that stays silent counts as gone. */
  get idleAtUnixMs() {
    return this.#heardAt + idleMs;
  }

  /** A new socket begins with a clean sheet. */
  begin() {
    this.#unreadable = 0;
    this.#heardAt = this.#parts.now();
  }

  read(frame: string | ArrayBuffer) {
    const { relay } = this.#parts;
    this.#heardAt = this.#parts.now();
    relay.heard();
    const read = readFrame(frame);
    switch (read.type) {
      case "audio":
        if (!relay.up(read.pcm)) this.refuse(closeCode.policyViolated, "Audio far beyond real time");
        return;
      case "end":
        return this.#parts.ended();
      case "unreadable":
        return this.#countUnreadable();
      case "tooLarge":
        return this.refuse(closeCode.frameTooLarge, "A frame is at most 256 KiB");
      default:
        return read satisfies never;
    }
  }

  /** Closes the socket, once; the interview goes on as if the browser had left. */
  refuse(code: CloseCode, reason: string, { withError = false } = {}) {
    const { candidate, interviewId, left } = this.#parts;
    if (!candidate.isThere) return;
    log("client.refused", { interviewId, code, reason });
    candidate.close(code, reason, { withError });
    left();
  }

  #countUnreadable() {
    this.#unreadable++;
    if (this.#unreadable > unreadableLimit) return this.refuse(closeCode.policyViolated, "Too many frames that could not be understood");
    this.#parts.candidate.send({ $case: "error", value: { code: unreadableFrame, message: "A frame could not be understood." } });
  }
}
