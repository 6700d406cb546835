import type { Patience, TurnTaking } from "../../../contract/vocabulary.ts";
import { VoiceDetector } from "../../../sound/voice-detector.ts";
import { FrameWatch } from "./frame-watch.ts";
import { KeptSound } from "./kept-sound.ts";
import type { ToGemini, TurnTakerDependencies } from "./voice-event.ts";

const bytesPerMs = 32;
const beforeLiveBytes = 5_000 * bytesPerMs;
const betweenSessionsBytes = 1_000 * bytesPerMs;
const preRollBytes = 800 * bytesPerMs;
const innerPauseBytes = 300 * bytesPerMs;
/** A longer frame is taken in pieces, because an answer may begin or pause within it. */
const pieceBytes = 100 * bytesPerMs;
const answerBytes = 120_000 * bytesPerMs;

/** Shorter sound is no speech. */
const shortestMs = 160;
/** Barge-in: ms of voice that it takes to claim the floor while the interviewer is audible. */
const bargeInMs: Readonly<Record<Patience, number>> = { QUICK: 250, NORMAL: 350, PATIENT: 500, HOLD_TO_TALK: 500 };
const longestUndecidedMs = 10_000;

const silence = new Uint8Array(100 * bytesPerMs);
/** Frames of silence that make Gemini's endpointing find the end of a turn. */
const endingFrames = 12;
/** Frames of silence that the recogniser needs after a last word that was cut off. */
const tailFrames = 5;

/**
 * Decides which of the candidate's sound Gemini hears (PCM16 at 16 kHz). It reports where speech begins and ends; the chart, which knows
 * whose turn it is, opens and closes the answer. The sound of an open answer is kept, and a new Gemini session gets all of it.
 */
export class TurnTaker {
  /** How long a pause the interviewer waits out. In hold-to-talk, voice does not take the floor. */
  patience: Patience = "NORMAL";
  readonly #dependencies: TurnTakerDependencies;
  readonly #detector: VoiceDetector;
  #turnTaking: TurnTaking = "automatic";
  #send: ToGemini | null = null;
  #isLive = false;
  #wasLive = false;
  /** The sound of an open answer; otherwise the newest sound, in which an answer may have begun (pre-roll). */
  #kept = new KeptSound();
  /** Silence within an open answer, which is withheld from Gemini (`gated`). */
  readonly #pause = new KeptSound();
  /** Answers that Gemini heard completely and has neither answered nor transcribed. If its session is lost, they have to be sent again. */
  #unanswered = new KeptSound();
  #unansweredMs = 0;
  #isOpen = false;
  /** `#kept` has been sent to Gemini already, and is kept only as the possible beginning of an answer. */
  #isSent = false;
  /**
   * Gemini is still to be sent `#kept`. It gets it before the next frame and not at once, because the chart has something to tell it first.
   */
  #isOwed = false;
  /** An answer was closed while no Gemini session could hear it. */
  #isUnheard = false;
  /** The chart was told that the candidate speaks, and not yet that they have stopped. */
  #isVoiced = false;
  #beganAtMs = 0;
  #spokenMs = 0;
  #frameAtMs = 0;
  readonly #watch: FrameWatch;

  constructor(dependencies: TurnTakerDependencies) {
    this.#dependencies = dependencies;
    this.#detector = new VoiceDetector({ began: (atMs) => this.#beginSpeech(atMs), ended: (atMs) => this.#endSpeech(atMs) });
    this.#watch = new FrameWatch({
      now: dependencies.now,
      frameAtMs: () => this.#frameAtMs,
      isAwaited: () => this.#isVoiced || this.#isOpen,
      stopped: () => this.#lose(),
    });
  }

  get turnTaking(): TurnTaking {
    return this.#turnTaking;
  }

  /** Whether the candidate is speaking now, however briefly. */
  get isSpeech(): boolean {
    return this.#detector.isSpeech;
  }

  /** Ms of sound received, in whole windows of the detector. */
  get heardMs(): number {
    return this.#detector.heardMs;
  }

  /** Ms of the current speech, measured in sound. */
  get speechMs(): number {
    return this.#detector.speechMs;
  }

  /** Whether words that come now can only belong to the open answer, not to one before it. */
  get isAnswering(): boolean {
    return this.#isOpen && this.#unanswered.bytes === 0;
  }

  /** Whether a new Gemini session would be sent all of what the candidate said last. */
  get isRetold(): boolean {
    const bytes = this.#unanswered.bytes + (this.#isOpen || this.#isUnheard ? this.#kept.bytes : 0);
    return bytes > 0 && bytes < answerBytes;
  }

  /** Sets where the sound goes, and who ends the answers. */
  connect(send: ToGemini, turnTaking: TurnTaking) {
    this.#send = send;
    this.#turnTaking = turnTaking;
    this.#isOwed = true;
  }

  disconnect() {
    this.#send = null;
  }

  /** A Gemini session hears the candidate from now on, beginning with what the session before did not hear to its end. */
  open() {
    this.#isUnheard ||= !this.#wasLive && this.#spokenMs + this.#detector.speechMs >= shortestMs;
    this.#isLive = true;
    this.#wasLive = true;
    this.#recover();
    this.#isOwed = this.#isOpen;
    if (this.#isOpen) return;
    if (this.#turnTaking === "automatic") this.#release();
    else if (this.#isUnheard) this.#tellAgain();
  }

  close() {
    this.#isLive = false;
  }

  /** The candidate has finished: calls `use` with the answer so far, if this session has heard nothing of it. */
  takeRest(use: (pcm: Uint8Array) => void) {
    if (!this.#isOwed) return;
    this.#isOwed = false;
    this.#recover();
    if (this.#isOpen || this.#isUnheard) this.#kept.each(use);
  }

  /** Takes the candidate's sound, in whole samples. */
  push(pcm: Uint8Array, nowMs: number) {
    this.#frameAtMs = nowMs;
    this.#detector.interviewerDb = this.#dependencies.interviewerDb(nowMs);
    if (pcm.length <= pieceBytes) return this.#take(pcm);
    for (let at = 0; at < pcm.length; at += pieceBytes) this.#take(pcm.subarray(at, at + pieceBytes));
  }

  #take(pcm: Uint8Array) {
    this.#pay();
    if (this.#isOpen && this.#turnTaking === "gated" && !this.#detector.isSpeech && !this.#isVoiced) this.#withhold(pcm);
    else this.#pass(pcm);
    this.#detector.push(pcm);
    this.#judge();
  }

  /** Opens an answer, which begins with the sound just before it. */
  openAnswer() {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#isSent = false;
    this.#isOwed = this.#turnTaking !== "automatic";
    this.#isUnheard = false;
    this.#watch.begin();
  }

  /** Closes the answer. */
  closeAnswer() {
    if (!this.#isOpen) return;
    this.#pay();
    this.#isOpen = false;
    this.#pause.clear();
    this.#isUnheard = !this.#canSend;
    if (this.#isUnheard) return;
    const frames = this.#turnTaking === "gated" ? endingFrames : this.#turnTaking === "manual" && this.#isVoiced ? tailFrames : 0;
    for (let frame = 0; frame < frames; frame++) this.#send?.(silence, this.#frameAtMs);
    this.#unanswered.take(this.#kept);
    this.#unanswered.trim(answerBytes);
    this.#unansweredMs += this.#spokenMs;
    this.#forget();
  }

  /** Gemini has answered or transcribed what was said before. */
  answered() {
    this.#unanswered.clear();
    this.#unansweredMs = 0;
  }

  /** Reports speech once more that is still going on: the chart was not listening when it began. */
  relisten() {
    if (this.#isVoiced && this.patience !== "HOLD_TO_TALK") this.#tellBegan();
  }

  /** Nothing more is heard. */
  stop() {
    this.#watch.end();
  }

  get #canSend(): boolean {
    return this.#isLive && this.#send !== null;
  }

  #pass(pcm: Uint8Array) {
    const isSent = this.#canSend && (this.#isOpen || this.#turnTaking === "automatic");
    if (isSent) this.#send?.(pcm, this.#frameAtMs);
    if (!isSent && this.#isSent) this.#kept.clear();
    this.#isSent = isSent && !this.#isOpen;
    this.#kept.push(pcm);
    this.#kept.trim(this.#keptBytes);
  }

  #withhold(pcm: Uint8Array) {
    this.#pause.push(pcm);
    this.#pause.trim(innerPauseBytes);
  }

  get #keptBytes(): number {
    if (this.#isOpen || this.#isUnheard) return answerBytes;
    if (!this.#wasLive) return beforeLiveBytes;
    return this.#turnTaking === "automatic" && !this.#isSent ? betweenSessionsBytes : preRollBytes;
  }

  /** Sends Gemini what it is owed, once it can hear it. */
  #pay() {
    if (!this.#isOwed || !this.#canSend) return;
    this.#isOwed = false;
    this.#kept.each((pcm) => this.#send?.(pcm, this.#frameAtMs));
  }

  #release() {
    if (!this.#isSent) this.#kept.each((pcm) => this.#send?.(pcm, this.#frameAtMs));
    this.#forget();
  }

  /** Takes back what was not answered, because a new Gemini session has heard nothing of it. */
  #recover() {
    if (this.#unanswered.bytes === 0) return;
    this.#unanswered.take(this.#kept);
    [this.#kept, this.#unanswered] = [this.#unanswered, this.#kept];
    this.#kept.trim(answerBytes);
    this.#spokenMs += this.#unansweredMs;
    this.#unansweredMs = 0;
    this.#isSent = false;
    this.#isUnheard ||= !this.#isOpen;
  }

  #forget() {
    this.#kept.clear();
    this.#isUnheard = false;
    this.#spokenMs = 0;
  }

  #tellAgain() {
    this.#tellBegan();
    if (!this.#isVoiced) this.#dependencies.tell({ type: "voice.ended", spokenMs: this.#spokenMs });
  }

  /** Tells the chart when the candidate begins to speak and when they have stopped. */
  #judge() {
    const isWhispered = this.#detector.undecidedMs >= longestUndecidedMs;
    if (this.#isVoiced) {
      if (this.#detector.isSpeech || isWhispered) return;
      this.#isVoiced = false;
      this.#dependencies.tell({ type: "voice.ended", spokenMs: this.#spokenMs });
    } else if (isWhispered || this.#detector.speechMs > (this.#detector.isEchoExpected ? bargeInMs[this.patience] : shortestMs)) {
      this.#isVoiced = true;
      if (!this.#isOpen && !this.#isUnheard) this.#spokenMs = 0;
      this.#watch.begin();
      if (this.patience !== "HOLD_TO_TALK") this.#tellBegan();
    }
  }

  #tellBegan() {
    this.#dependencies.tell({ type: "voice.began", takesFloor: this.#turnTaking !== "automatic" });
  }

  #beginSpeech(atMs: number) {
    this.#beganAtMs = atMs;
    this.#dependencies.heard(true, this.#timeOf(atMs), atMs);
    if (!this.#isOpen || this.#turnTaking !== "gated") return;
    this.#pause.each((pcm) => this.#pass(pcm));
    this.#pause.clear();
  }

  #endSpeech(atMs: number) {
    this.#spokenMs += atMs - this.#beganAtMs;
    this.#dependencies.heard(false, this.#timeOf(atMs), atMs);
  }

  #timeOf(atMs: number): number {
    return this.#dependencies.now() - (this.#detector.heardMs - atMs);
  }

  /** The candidate's sound has stopped coming. */
  #lose() {
    this.#detector.stop();
    this.#isVoiced = false;
    this.#dependencies.tell({ type: "voice.lost" });
  }
}
