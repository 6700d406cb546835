import type { Floor, Speaker } from "../../contract/vocabulary.ts";
import { captureHz, dropNewest, frameMs, speechHz } from "../../sound/pcm.ts";
import { wavOf } from "../../sound/wav.ts";

/** An utterance as the Worker transcribes it; `atMs` is when it began, since the interview's start. */
type Said = { speaker: Speaker; isFinal: boolean; seq?: number; isTyped?: boolean; atMs?: number };
/** The sound of one utterance, as a WAV file, with the line that it belongs to. */
export type Segment = { speaker: Speaker; atMs: number; wav: Uint8Array<ArrayBuffer> };

type Answer = { beganMs: number; endedMs: number; atMs: number | null; frames: Uint8Array[] };
type Speech = { seq: number | null; atMs: number | null; isOver: boolean; frames: Uint8Array[] };

/** Frames kept from before an answer began: 800 ms. */
const preRoll = 800 / frameMs;
/** The most frames of a segment: 10 minutes. A longer one loses its end. */
const mostFrames = (10 * 60_000) / frameMs;
const mostSpeechBytes = 2 * speechHz * 600;
/** The most answers that await their words at once. */
const mostWaiting = 4;
/** How far an answer's sound may lie from the start that the Worker gives, in ms. */
const nearMs = 1_500;
/** Words without an answer near them belong to the last answer if they come within this time after it, in ms. */
const latestMs = 30_000;

const nothingSaid = (): Speech => ({ seq: null, atMs: null, isOver: false, frames: [] });

/** Cuts an interview's sound into one segment per line of its transcript. All times in ms since the interview's start. */
export class Segments {
  readonly #keep: (segment: Segment) => void;
  readonly #nowMs: () => number;
  #before: Uint8Array[] = [];
  #open: Answer | null = null;
  #waiting: Answer[] = [];
  /** The answer transcribed last. The next answer continues it unless the interviewer speaks in between. */
  #line: { seq: number; answer: Answer } | null = null;
  #isAnswered = false;
  #speech = nothingSaid();
  readonly #kept = new Set<number>();

  constructor(keep: (segment: Segment) => void, nowMs: () => number) {
    this.#keep = keep;
    this.#nowMs = nowMs;
  }

  /** Takes a frame of PCM16 at 16 kHz, and copies it. */
  candidate(pcm: Int16Array): void {
    const frame = new Uint8Array(pcm.slice().buffer);
    if (!this.#open) this.#before = [...this.#before.slice(1 - preRoll), frame];
    else if (this.#open.frames.length < mostFrames) this.#open.frames.push(frame);
  }

  /** Takes PCM16 at 24 kHz, without copying: the buffer must not change afterwards. */
  interviewer(pcm: Uint8Array): void {
    this.#isAnswered = true;
    const { frames } = this.#speech;
    if (frames.length * pcm.length < mostSpeechBytes) frames.push(pcm);
  }

  /** The newest `ms` of the interviewer's sound come again, as they were not heard. */
  takeBack(ms: number): void {
    dropNewest(this.#speech.frames, ms);
  }

  turn(floor: Floor): void {
    const isAnswering = floor === "ANSWERING" || floor === "HELD";
    if (isAnswering && !this.#open) {
      if (this.#isAnswered) this.#line = null;
      this.#isAnswered = false;
      this.#closeSpeech();
      this.#open = { beganMs: this.#nowMs() - this.#before.length * frameMs, endedMs: Infinity, atMs: null, frames: this.#before };
      this.#before = [];
    }
    if (!isAnswering) this.#closeAnswer();
  }

  said({ speaker, isFinal, seq, isTyped, atMs }: Said): void {
    if (seq === undefined || atMs === undefined || isTyped) return;
    if (speaker === "AI") this.#name(seq, atMs, isFinal);
    else if (isFinal && this.#line?.seq === seq) this.#goOn(this.#line.answer);
    else if (isFinal && !this.#kept.has(seq)) this.#nameAnswer(seq, atMs);
  }

  /** Ends the last segments, at the end of the interview. */
  close(): void {
    this.#closeAnswer();
    this.#closeSpeech();
    this.#waiting = [];
  }

  #name(seq: number, atMs: number, isFinal: boolean): void {
    if (this.#speech.isOver && this.#speech.seq !== seq && !this.#kept.has(seq)) this.#closeSpeech();
    if (this.#speech.seq === null && !this.#kept.has(seq)) Object.assign(this.#speech, { seq, atMs });
    if (this.#speech.seq === seq && isFinal) this.#speech.isOver = true;
  }

  #nameAnswer(seq: number, atMs: number): void {
    const answers = [...this.#waiting, ...(this.#open ? [this.#open] : [])];
    const couldBe = (it: Answer, lateMs: number) => it.atMs === null && it.beganMs - nearMs <= atMs && atMs <= it.endedMs + lateMs;
    const answer = answers.find((it) => couldBe(it, nearMs)) ?? answers.findLast((it) => couldBe(it, latestMs));
    if (!answer) return;
    this.#kept.add(seq);
    this.#nameAs(answer, seq, atMs);
  }

  /** The line has grown, so sound recorded since belongs to it. */
  #goOn({ beganMs, atMs, frames }: Answer): void {
    const more = [...this.#waiting, ...(this.#open ? [this.#open] : [])].find((it) => it.atMs === null && it.beganMs > beganMs);
    if (!more || !this.#line || atMs === null) return;
    more.frames = [...frames, ...more.frames];
    this.#nameAs(more, this.#line.seq, atMs);
  }

  #nameAs(answer: Answer, seq: number, atMs: number): void {
    answer.atMs = atMs;
    this.#line = { seq, answer };
    if (answer === this.#open) return;
    this.#waiting = this.#waiting.filter((it) => it !== answer);
    this.#write("USER", atMs, answer.frames, captureHz);
  }

  #closeAnswer(): void {
    const answer = this.#open;
    this.#open = null;
    if (!answer) return;
    answer.endedMs = this.#nowMs();
    if (answer.atMs === null) this.#waiting = [...this.#waiting, answer].slice(-mostWaiting);
    else this.#write("USER", answer.atMs, answer.frames, captureHz);
  }

  #closeSpeech(): void {
    const { seq, atMs, frames } = this.#speech;
    this.#speech = nothingSaid();
    if (seq === null || atMs === null || frames.length === 0) return;
    this.#kept.add(seq);
    this.#write("AI", atMs, frames, speechHz);
  }

  #write(speaker: Speaker, atMs: number, frames: readonly Uint8Array[], hz: number): void {
    this.#keep({ speaker, atMs, wav: wavOf(frames, hz) });
  }
}
