import type { SessionTimes } from "../../../contract/app-api.ts";
import type { TurnTaking } from "../../../contract/vocabulary.ts";
import { type Rate, Speech } from "./speech.ts";
import { captureHz, speechHz } from "../../../sound/pcm.ts";
import { loudestDb } from "../../../sound/level.ts";
import { TurnTaker } from "./turn-taker.ts";
import type { ToGemini, VoiceEvent } from "./voice-event.ts";
import { SpeechMeter } from "./speech-meter.ts";
import { Unworded } from "./unworded.ts";

const samplesPerMs = captureHz / 1_000;

type Dependencies = {
  toClient: (pcm: Uint8Array) => void;
  tooSlow: () => void;
  /** Called when speech of the candidate takes the floor, and when it ends. */
  tell: (event: VoiceEvent) => void;
  /** Called at any sign of the candidate's speech. */
  spoken: () => void;
  /** Called when the client says that new sound of the interviewer has become audible, or is over. */
  marked: (isAudible: boolean) => void;
  now: () => number;
  /** The interview's times as stored; null if there are none. */
  times: SessionTimes | null;
};

/** The valve for sound, synchronous both ways. PCM16 mono: up at 16 kHz, down from 24 kHz to the client's rate. */
export class Relay {
  /** The candidate's speech that has not been transcribed yet. */
  readonly voice: Unworded;
  readonly speech: Speech;
  readonly turns: TurnTaker;
  readonly meter: SpeechMeter;
  readonly #now: () => number;
  readonly #marked: (isAudible: boolean) => void;
  #isOpen = false;
  /** Whether the interviewer has answered the candidate's newest answer; null as long as no answer was heard. */
  #isAnswered: boolean | null = null;
  /** Positions in the candidate's sound, in ms: where this client's sound began (null if unknown), and where its last mark was. */
  #beganAtMs: number | null = null;
  #markedAtMs = 0;
  /** Bytes of the candidate's sound received. They are counted from a random number, so that two lives of the object have no count in common. */
  #receivedBytes = 2 * Math.floor(Math.random() * 2 ** 48);
  /** The odd byte of a sample whose other half has not come, each way. */
  #oddUp: Uint8Array | null = null;
  #oddDown: Uint8Array | null = null;
  /** The loudest level of the running turn, in dB of full scale. */
  #loudestDb = -Infinity;

  constructor({ toClient, tooSlow, tell, spoken, marked, now, times }: Dependencies) {
    this.#marked = marked;
    this.meter = new SpeechMeter(
      {
        soundMs: () => this.turns.heardMs,
        audibleForMs: () => this.speech.audibleForMs,
        speakingMs: () => this.turns.speechMs,
        isMarked: () => this.speech.isMarked,
      },
      times,
    );
    this.voice = new Unworded({ now, speechMs: () => this.turns.speechMs });
    this.speech = new Speech({ send: toClient, tooSlow, now, soundMs: () => this.turns.heardMs });
    this.turns = new TurnTaker({
      tell,
      heard: (isSpeech, atMs, soundMs) => {
        this.voice.heard(isSpeech, atMs);
        this.meter.heard(isSpeech, soundMs);
        spoken();
      },
      interviewerDb: (nowMs) => (this.#isAudibleAt(nowMs) ? this.#loudestDb : -Infinity),
      now,
    });
    this.#now = now;
  }

  /** Sets where the candidate's sound goes while the valve is open, and who ends their turns. */
  connect(toGemini: ToGemini, turnTaking: TurnTaking = "automatic") {
    this.turns.connect(toGemini, turnTaking);
  }

  disconnect() {
    this.turns.disconnect();
  }

  open() {
    this.#isOpen = true;
    this.turns.open();
  }

  close() {
    this.#isOpen = false;
    this.turns.close();
  }

  /** The interviewer is still heard, but hears nothing more. */
  hearOut() {
    this.#isOpen = true;
    this.turns.disconnect();
  }

  /**
   * A new client, which gets speech at `rate` Hz once it has been greeted, and until then goes on playing what it had if `isPlaying`. Its
   * sound begins here, and it is not muted until it says so.
   */
  listen(rate: Rate, isPlaying = false) {
    this.#oddUp = null;
    this.meter.mute(false);
    this.#beganAtMs = this.#markedAtMs = this.turns.heardMs;
    this.speech.listen(rate, isPlaying);
  }

  /** The same client after the object lost its memory: its sound began earlier, and it may be muted. */
  relisten(rate: Rate, isMuted: boolean) {
    this.meter.mute(isMuted);
    this.speech.listen(rate);
  }

  /**
   * Takes a playback mark: whether the client hears the interviewer since it had captured so many samples. The position is clamped between
   * its last mark and now.
   */
  mark({ capturedSamples, isAudible }: { capturedSamples: number; isAudible: boolean }) {
    const { heardMs } = this.turns;
    const capturedMs = capturedSamples / samplesPerMs;
    this.#beganAtMs ??= heardMs - capturedMs;
    this.#markedAtMs = Math.min(heardMs, Math.max(this.#markedAtMs, this.#beganAtMs + capturedMs));
    const isNew = this.speech.mark(isAudible, this.#markedAtMs);
    if (isNew === null) return;
    this.meter.marked(isAudible, this.#markedAtMs);
    // A client that has played all it has but is to get more has not heard the end.
    if (isNew && (isAudible || this.speech.heldMs === 0)) this.#marked(isAudible);
  }

  /** The candidate's sound, PCM16 at 16 kHz; `pcm` may be overwritten after the call. */
  up(pcm: Uint8Array, nowMs: number) {
    this.#receivedBytes += pcm.length;
    if (this.#oddUp === null && pcm.length % 2 === 0) return this.turns.push(pcm, nowMs);
    const { whole, odd } = align(this.#oddUp, pcm);
    this.#oddUp = odd;
    if (whole.length > 0) this.turns.push(whole, nowMs);
  }

  /** How far the candidate's sound has come, in samples: only a difference between two of them means anything. */
  get receivedSamples(): number {
    return Math.floor(this.#receivedBytes / 2);
  }

  get isInterviewerAudible(): boolean {
    return this.#isAudibleAt(this.#now());
  }

  #isAudibleAt(nowMs: number): boolean {
    return this.speech.audibleUntilAt(nowMs) > nowMs;
  }

  openAnswer() {
    this.#isAnswered = false;
    this.turns.openAnswer();
    this.voice.hold();
  }

  /** Whether words that come now belong to the answer that was answered last: Gemini was sent no sound of the candidate since. */
  get isLate(): boolean {
    return this.#isAnswered === true && !this.turns.isAnswering && this.turns.turnTaking !== "automatic";
  }

  /**
   * Gemini has begun to answer what was said. Called after the chart was told, because that may make it close an answer in its last pause.
   */
  answered() {
    if (this.#isAnswered !== null) this.#isAnswered = true;
    this.turns.answered();
    this.voice.release();
  }

  /** The candidate's speech has its words, or was answered without any. */
  settle() {
    this.turns.answered();
    this.voice.settle();
  }

  /** The interviewer's sound, PCM16 at 24 kHz; `pcm` may be overwritten after the call. */
  down(pcm: Uint8Array, nowMs: number) {
    if (!this.#isOpen) return;
    if (this.#oddDown === null && pcm.length % 2 === 0) return this.#play(pcm, nowMs);
    const { whole, odd } = align(this.#oddDown, pcm);
    this.#oddDown = odd;
    this.#play(whole, nowMs);
  }

  #play(pcm: Uint8Array, nowMs: number) {
    this.#loudestDb = Math.max(this.#loudestDb, loudestDb(pcm, speechHz));
    this.speech.push(pcm, nowMs);
  }

  turnStarted() {
    this.#oddDown = null;
    this.#loudestDb = -Infinity;
    this.speech.startTurn();
    this.meter.startTurn();
  }

  /**
   * The candidate spoke over the interviewer: drops what was not heard. Returns the length of the turn and how much of it was heard, in ms.
   */
  interrupt(): { soundMs: number; heardMs: number } {
    const { hearing } = this.speech;
    this.speech.drop();
    this.meter.cut();
    return hearing;
  }

  turnEnded() {
    this.speech.endTurn();
  }

  /** Sends what waits for the client, because the interview is over. `isWanted` is false if the candidate ended it. */
  drain(isWanted = true) {
    this.turns.stop();
    this.speech.drain(isWanted);
  }
}

/** Joins `odd` and `pcm`: the whole samples, and the odd byte that is left over. */
const align = (odd: Uint8Array | null, pcm: Uint8Array): { whole: Uint8Array; odd: Uint8Array | null } => {
  const all = new Uint8Array((odd?.length ?? 0) + pcm.length);
  all.set(odd ?? [], 0);
  all.set(pcm, odd?.length ?? 0);
  const even = all.length & ~1;
  return { whole: all.subarray(0, even), odd: even < all.length ? all.subarray(even) : null };
};
