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
  /** Speech of the candidate that takes the floor, or ends. */
  tell: (event: VoiceEvent) => void;
  /** Called at any sign of the candidate's speech. */
  spoken: () => void;
  /** The client says that sound of the interviewer has become audible, or that it is over. */
  marked: (isAudible: boolean) => void;
  now: () => number;
  /** The interview's times as they were stored, null where none are. */
  times: SessionTimes | null;
};

/** The valve for sound: synchronous, both ways. PCM16 mono; up at 16 kHz, down from 24 kHz to what the client asked for. */
export class Relay {
  /** The candidate's speech that has not been put into words yet. */
  readonly voice: Unworded;
  readonly speech: Speech;
  readonly turns: TurnTaker;
  readonly meter: SpeechMeter;
  readonly #now: () => number;
  readonly #marked: (isAudible: boolean) => void;
  #isOpen = false;
  /** The places, in ms of the candidate's sound, where this client's began (null: not known) and where its last mark was. */
  #beganAtMs: number | null = null;
  #markedAtMs = 0;
  /** Half a sample that waits for its other half, each way. */
  #oddUp: Uint8Array | null = null;
  #oddDown: Uint8Array | null = null;
  /** How loud the turn that runs has been at its loudest, in dB of full scale. */
  #loudestDb = -Infinity;

  constructor({ toClient, tooSlow, tell, spoken, marked, now, times }: Dependencies) {
    this.#marked = marked;
    this.meter = new SpeechMeter(
      {
        soundMs: () => this.turns.heardMs,
        audibleForMs: () => this.speech.audibleForMs,
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

  /** Where the candidate's sound goes while the valve is open, and who ends their turns. */
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

  /** The interviewer is still heard, and hears nothing more. */
  hearOut() {
    this.#isOpen = true;
    this.turns.disconnect();
  }

  /** A new client, which takes speech at `rate` Hz once it was greeted; its sound begins here, and is not muted until it says so. */
  listen(rate: Rate) {
    this.#oddUp = null;
    this.meter.mute(false);
    this.#beganAtMs = this.#markedAtMs = this.turns.heardMs;
    this.speech.listen(rate);
  }

  /** The same client after the object's memory was lost: its sound began before, and it may be muted. */
  relisten(rate: Rate, isMuted: boolean) {
    this.meter.mute(isMuted);
    this.speech.listen(rate);
  }

  /** The client says whether it hears the interviewer since it had captured so many samples. Taken for a place between its last mark and now. */
  mark({ capturedSamples, isAudible }: { capturedSamples: number; isAudible: boolean }) {
    const { heardMs } = this.turns;
    const capturedMs = capturedSamples / samplesPerMs;
    this.#beganAtMs ??= heardMs - capturedMs;
    this.#markedAtMs = Math.min(heardMs, Math.max(this.#markedAtMs, this.#beganAtMs + capturedMs));
    const isNew = this.speech.mark(isAudible, this.#markedAtMs);
    if (isNew === null) return;
    this.meter.marked(isAudible, this.#markedAtMs);
    // One that has played all it has, and is to get more, has not heard the end.
    if (isNew && (isAudible || this.speech.heldMs === 0)) this.#marked(isAudible);
  }

  /** The candidate's sound, PCM16 at 16 kHz; `pcm` may be overwritten after the call. */
  up(pcm: Uint8Array, nowMs: number) {
    if (this.#oddUp === null && pcm.length % 2 === 0) return this.turns.push(pcm, nowMs);
    const { whole, odd } = align(this.#oddUp, pcm);
    this.#oddUp = odd;
    if (whole.length > 0) this.turns.push(whole, nowMs);
  }

  get isInterviewerAudible(): boolean {
    return this.#isAudibleAt(this.#now());
  }

  #isAudibleAt(nowMs: number): boolean {
    return this.speech.audibleUntilAt(nowMs) > nowMs;
  }

  openAnswer() {
    this.turns.openAnswer();
    this.voice.hold();
  }

  /** Gemini has begun to answer what was said. Called once the chart knows: it may have closed an answer in its last pause by it. */
  answered() {
    this.turns.answered();
    this.voice.release();
  }

  /** What was said has its words, or was answered without any. */
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

  /** The candidate spoke over the interviewer: what was not heard is dropped. Answers how much of the turn was heard, in ms. */
  interrupt(): { soundMs: number; heardMs: number } {
    const { hearing } = this.speech;
    this.#oddDown = null;
    this.speech.drop();
    this.meter.cut();
    return hearing;
  }

  turnEnded() {
    this.#oddDown = null;
    this.speech.endTurn();
  }

  /** Sends what waits for the client: the interview is over. `isWanted`: it was not the candidate who ended it. */
  drain(isWanted = true) {
    this.turns.stop();
    this.speech.drain(isWanted);
  }
}

/** The whole samples of `odd` and `pcm` together, and the half one that is left over. */
const align = (odd: Uint8Array | null, pcm: Uint8Array): { whole: Uint8Array; odd: Uint8Array | null } => {
  const all = new Uint8Array((odd?.length ?? 0) + pcm.length);
  all.set(odd ?? [], 0);
  all.set(pcm, odd?.length ?? 0);
  const even = all.length & ~1;
  return { whole: all.subarray(0, even), odd: even < all.length ? all.subarray(even) : null };
};
