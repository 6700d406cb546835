import type { SessionTimes, Speech } from "../../../contract/app-api.ts";
import type { Speaker } from "../../../contract/vocabulary.ts";

/** Shorter sound is no speech, and a silence shorter than `shortestPauseMs` is no pause (250 ms is the usual threshold in studies). */
const shortestMs = 100;
const shortestPauseMs = 250;
/** Between pauses, no longer sound is a word (a cough, a door), and the first of at least `shortestStartMs` begins the answer. */
const longestNoiseMs = 160;
const shortestStartMs = 300;
/** The longest "mm-hm" that may be said along while the interviewer goes on. */
const longestAlongMs = 1_000;
const mostPauses = 200;
const mostKept = 1_000;

type Stretch = { fromMs: number; toMs: number; overlapMs: number };

type Dependencies = {
  /** Ms of the candidate's sound received. */
  soundMs: () => number;
  /** Ms for which the interviewer can still be heard; negative for the ms since they fell silent. */
  audibleForMs: () => number;
  /** Ms of the candidate's current speech, up to its last sound. */
  speakingMs: () => number;
  /** Whether the client has sent a playback mark. */
  isMarked: () => boolean;
};

/**
 * Measures who spoke when. Its clock is the candidate's sound: ms of samples received since the interview was live, so that network jitter
 * moves nothing. Sound that a broken connection lost counts as a gap. No sound is kept.
 */
export class SpeechMeter {
  readonly #dependencies: Dependencies;
  #times: SessionTimes;
  #shiftMs: number | null = null;
  #stretches: Stretch[] = [];
  #beganAtMs: number | null = null;
  /** The position in the candidate's sound at which the current speech began. */
  #beganAtSoundMs = 0;
  #mutedAtMs: number | null = null;
  /** Ms of the interviewer's newest turn that are counted already; and whether the turn was cut, so that no more of it counts. */
  #turnMs = 0;
  #isTurnCut = false;
  /** For the candidate's next words: whether the interviewer cut in on them, or helped them out of a silence. */
  #isCut = false;
  #isNudged = false;
  /** Of the candidate's current speech: ms of overlap with the interviewer, and the positions between which there may be more. */
  #overlapMs = 0;
  #audibleFromMs = 0;
  #audibleUntilMs = 0;

  /** `times` are those that the object's previous life stored. */
  constructor(dependencies: Dependencies, times: SessionTimes | null) {
    this.#dependencies = dependencies;
    this.#times = times ?? { micMs: 0, speechMs: 0, aiMs: 0, wordlessSpeechMs: 0, gaps: [], cutIns: [], vad: 1 };
  }

  /** Ms of the candidate's sound since the interview was live. */
  get nowMs(): number {
    return this.#shiftMs === null ? this.#times.micMs : Math.max(0, this.#dependencies.soundMs() + this.#shiftMs);
  }

  /** A client begins to listen, `sinceLiveMs` after the interview became live. The sound that is missing until then is a gap. */
  join(sinceLiveMs: number) {
    this.#shiftMs ??= this.#times.micMs - this.#dependencies.soundMs();
    const missingMs = Math.round(sinceLiveMs - this.nowMs);
    const gap = this.#openGap;
    if (missingMs < (gap ? 0 : shortestPauseMs)) return;
    if (gap) gap[1] += missingMs;
    else if (this.#times.gaps.length < mostKept) this.#times.gaps.push([Math.round(this.nowMs), missingMs]);
    this.#shiftMs += missingMs;
  }

  /** The gap since which no sound has come, if any. */
  get #openGap(): [number, number] | null {
    const gap = this.#times.gaps.at(-1);
    return gap && gap[0] + gap[1] === Math.round(this.nowMs) ? gap : null;
  }

  /** Of the sound that was missing when the client began to listen, so many samples at 16 kHz follow now and are no gap. */
  regain(samples: number) {
    const gap = this.#openGap;
    if (this.#shiftMs === null || !gap) return;
    const regainedMs = Math.min(Math.round(samples / 16), gap[1]);
    this.#shiftMs -= regainedMs;
    gap[1] -= regainedMs;
    if (gap[1] < shortestPauseMs) this.#times.gaps.pop();
  }

  /** The candidate mutes or unmutes themselves. */
  mute(isOn: boolean) {
    if (isOn) {
      this.#mutedAtMs ??= this.nowMs;
      return;
    }
    const { mutes } = this.times;
    if (mutes) this.#times.mutes = mutes;
    this.#mutedAtMs = null;
  }

  /** Speech began or ended at this position in the candidate's sound. */
  heard(isSpeech: boolean, atSoundMs: number) {
    const atMs = Math.max(0, atSoundMs + (this.#shiftMs ?? -Infinity));
    if (isSpeech) {
      this.#beganAtMs = this.#audibleFromMs = atMs;
      this.#beganAtSoundMs = atSoundMs;
      this.#overlapMs = 0;
      this.#audibleUntilMs = this.nowMs + this.#dependencies.audibleForMs();
      return;
    }
    const fromMs = this.#beganAtMs;
    this.#beganAtMs = null;
    if (fromMs === null || atMs - fromMs < shortestMs) return;
    this.#endOverlap(atMs);
    this.#stretches.push({ fromMs, toMs: atMs, overlapMs: this.#overlapMs });
    this.#times.speechMs += Math.round(atMs - fromMs);
  }

  /** The interviewer became audible or fell silent at this position in the candidate's sound. */
  marked(isAudible: boolean, atSoundMs: number) {
    const atMs = atSoundMs + (this.#shiftMs ?? 0);
    this.#endOverlap(atMs);
    if (!isAudible) return;
    this.#audibleFromMs = Math.max(atMs, this.#beganAtMs ?? atMs);
    this.#audibleUntilMs = this.nowMs + this.#dependencies.audibleForMs();
  }

  /** Drops what the interviewer still had to say. A client that sends playback marks says itself when it fell silent. */
  cut() {
    if (!this.#dependencies.isMarked()) this.#endOverlap(this.nowMs);
  }

  #endOverlap(atMs: number) {
    this.#overlapMs += Math.max(0, Math.min(atMs, this.#audibleUntilMs) - this.#audibleFromMs);
    this.#audibleUntilMs = -Infinity;
  }

  /**
   * Ends the current speech at its last sound. What follows of it is new speech, whose beginning the detector does not report again.
   */
  #split() {
    const began = this.#beganAtSoundMs;
    const endMs = began + this.#dependencies.speakingMs();
    if (this.#beganAtMs === null || endMs + (this.#shiftMs ?? -Infinity) <= this.#beganAtMs) return;
    this.heard(false, endMs);
    this.heard(true, endMs);
    this.#beganAtSoundMs = began;
  }

  /** How the candidate said what was just transcribed: all their speech since the words before. Null if no speech was heard. */
  take(): Speech | null {
    this.#split();
    const flags = { ...(this.#isCut && { cut: true }), ...(this.#isNudged && { nudged: true }) };
    this.#isCut = this.#isNudged = false;
    const stretches = answerIn(this.#stretches.splice(0));
    const [first, last] = [stretches[0], stretches.at(-1)];
    if (!first || !last) return null;
    const gaps = stretches.slice(1).map(({ fromMs }, at): [number, number] => {
      const before = stretches[at]?.toMs ?? fromMs;
      return [Math.round(before), Math.round(fromMs - before)];
    });
    const pauses = gaps.filter(([, ms]) => ms >= shortestPauseMs);
    const lengthMs = Math.round(last.toMs - first.fromMs);
    const overlapMs = Math.round(stretches.reduce((sum, it) => sum + it.overlapMs, 0));
    return {
      startMs: Math.round(first.fromMs),
      endMs: Math.round(last.toMs),
      speechMs: lengthMs - pauses.reduce((sum, [, ms]) => sum + ms, 0),
      pauses: pauses.slice(0, mostPauses),
      ...(overlapMs > 0 && { overlapMs }),
      ...flags,
      timing: this.#timing,
    };
  }

  /** When the interviewer's turn of `soundMs`, which has just ended, is heard: it ends when the candidate has heard all of it. */
  turn(soundMs: number): Speech | null {
    if (this.#shiftMs === null || soundMs <= 0) return null;
    const endMs = Math.max(0, Math.round(this.nowMs + this.#dependencies.audibleForMs()));
    const startMs = Math.max(0, Math.round(endMs - soundMs));
    return { startMs, endMs, speechMs: Math.round(soundMs), pauses: [], timing: this.#timing };
  }

  /** The interviewer helps a silent candidate: what they say next still answers the question before. Or, if not `isHelp`, asks another. */
  nudge(isHelp = true) {
    this.#isNudged = isHelp;
  }

  /** Gives up on words for the speech that was over by `untilMs`, or for all of it, and counts it as wordless. Returns its length in ms. */
  dropWordless(untilMs = Infinity): number {
    if (untilMs === Infinity) this.#split();
    const isOver = ({ toMs }: Stretch) => toMs <= untilMs;
    const spokenMs = Math.round(this.#stretches.filter(isOver).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0));
    this.#stretches = this.#stretches.filter((it) => !isOver(it));
    this.#times.wordlessSpeechMs += spokenMs;
    return spokenMs;
  }

  /** The interviewer begins a new turn. */
  startTurn() {
    this.#turnMs = 0;
    this.#isTurnCut = false;
  }

  /** Counts `ms` of the interviewer's newest turn as spoken. Once it was cut (`isCut`), nothing more of it counts. */
  spoke(ms: number, { isCut = false } = {}) {
    if (this.#isTurnCut) return;
    this.#times.aiMs += Math.round(ms) - this.#turnMs;
    this.#turnMs = Math.round(ms);
    this.#isTurnCut = isCut;
  }

  /** `by` began to speak while the other one was speaking. */
  cutIn(by: Speaker) {
    if (by === "AI") this.#isCut = true;
    if (this.#times.cutIns.length < mostKept) this.#times.cutIns.push([Math.round(this.nowMs), by]);
  }

  get #timing(): Speech["timing"] {
    return this.#dependencies.isMarked() ? "marked" : "estimated";
  }

  /** The interview's times so far, including a mute that is still on. */
  get times(): SessionTimes {
    const { nowMs } = this;
    const { mutes = [] } = this.#times;
    const atMs = this.#mutedAtMs ?? nowMs;
    const held: [number, number][] = nowMs > atMs ? [[Math.round(atMs), Math.round(nowMs - atMs)]] : [];
    const all = [...mutes, ...held].slice(0, mostKept);
    return { ...this.#times, micMs: Math.round(nowMs), ...(all.length > 0 && { mutes: all }) };
  }
}

/** The stretches that are the answer: without what is too short for a word between pauses, and what was said before it began. */
const answerIn = (all: Stretch[]): Stretch[] => {
  const parts = partsOf(all);
  const isWord = (it: Stretch[]) => lengthOf(it) > longestNoiseMs;
  const words = parts.some(isWord) ? parts.filter(isWord) : parts;
  const start = words.findIndex((it) => lengthOf(it) >= shortestStartMs && !isAlong(it));
  return words.slice(Math.max(0, start)).flat();
};

/** What pauses separate. */
const partsOf = (all: Stretch[]): Stretch[][] => {
  const parts: Stretch[][] = [];
  for (const stretch of all) {
    const part = parts.at(-1);
    const last = part?.at(-1);
    if (part && last && stretch.fromMs - last.toMs < shortestPauseMs) part.push(stretch);
    else parts.push([stretch]);
  }
  return parts;
};

const lengthOf = (part: Stretch[]): number => (part.at(-1)?.toMs ?? 0) - (part[0]?.fromMs ?? 0);

/** Whether the interviewer was audible all the while. */
const isAlong = (part: Stretch[]): boolean =>
  lengthOf(part) <= longestAlongMs && part.every(({ fromMs, toMs, overlapMs }) => overlapMs >= toMs - fromMs);
