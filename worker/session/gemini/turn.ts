import type { Speaker } from "../../../contract/vocabulary.ts";
import type { GeminiNews } from "./message.ts";

/** The rest of an interrupted turn comes within this time; later output is a reply. */
const remainderMs = 1_000;
/** Where the candidate has heard nothing of an open turn for this long, their words end it, even if Gemini never does. */
const silentMs = 2_000;

/** A question mark of any script we are spoken to in, and what may close a sentence behind it. */
const endsAsking = /[?\uff1f\u061f\u037e]["'\u2019\u201d\u00bb)\s]*$/u;

type Content = Exclude<GeminiNews, { type: "generated" }>;
export type TurnNews = Content | { type: "gemini.turnStarted" };

/** The moment of a message: `audibleUntilMs` is when the candidate will have heard all that was spoken so far. Both in Unix ms. */
export type Moment = { nowMs: number; audibleUntilMs: number };

/**
 * Whose turn it is on one Gemini connection. Gemini promises no order: turns are left open, completed twice or cut without a word,
 * and the candidate's words may come after the turn that answers them. What leaves here is in order: a turn starts, brings sound
 * and words, and ends or is interrupted, once. The candidate's words within a turn are late ones; they speak again once it has
 * ended or was interrupted.
 */
export class Turn {
  #floor: "candidate" | "interviewer" | "cut" = "candidate";
  /** The turn was cut by us: until it ends, or the next one is asked for, nothing of it is news. */
  #isDropped = false;
  #isGenerated = false;
  #wasAnswered = false;
  #newsAtMs = 0;
  #isAwaited = true;
  #spokeLast: Speaker = "USER";
  /** The interviewer's last words are a question. */
  #isAsking = false;

  /** Whether the candidate's words are late ones of before the turn that runs. */
  get isInterviewers(): boolean {
    return this.#floor === "interviewer";
  }

  /** Whether all of the turn that runs was generated. */
  get isUnclosed(): boolean {
    return this.#floor === "interviewer" && this.#isGenerated;
  }

  /** Whether what the interviewer said last may have been a goodbye: since the candidate's last answer, and no question. */
  get isGoodbyeSaid(): boolean {
    return this.#spokeLast === "AI" && !this.#isAsking;
  }

  /** Whether the interviewer is to say something, and has not begun. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** A text of ours wants an answer. */
  await() {
    this.#isAwaited = true;
  }

  /** The candidate takes the floor: what is still to come of the running turn was not said. */
  cut() {
    if (this.#floor !== "interviewer") return;
    this.#floor = "cut";
    this.#isDropped = true;
  }

  /** The candidate has said what they had to say: what comes from here on answers it. */
  mayReply() {
    if (this.#floor === "cut") this.#floor = "candidate";
    // Their words may come late, or never.
    if (this.#floor === "candidate") this.#spokeLast = "USER";
    this.#isDropped = false;
    this.#isAwaited = true;
  }

  /** Takes a piece of sound with which the turn that runs just goes on. False, and nothing taken, where it may mean more: see `take`. */
  goOn(nowMs: number): boolean {
    if (this.#isDropped || this.#isGenerated || this.#floor !== "interviewer") return false;
    this.#spokeLast = "AI";
    this.#newsAtMs = nowMs;
    return true;
  }

  /** One piece of news, as it happened: with the start or the end of a turn that it implies, or nothing where it is a cut turn's rest. */
  take(news: GeminiNews, moment: Moment): TurnNews[] {
    switch (news.type) {
      case "gemini.transcribed":
        return news.speaker === "AI" ? this.#output(news, moment) : this.#words(news, moment);
      case "sound":
        return this.#output(news, moment);
      case "generated":
        this.#isGenerated = true;
        return [];
      case "gemini.interrupted":
        if (this.#floor === "interviewer") this.#floor = "cut";
        this.#isDropped = false;
        this.#newsAtMs = moment.nowMs;
        return [news];
      case "gemini.turnEnded":
        this.#floor = "candidate";
        this.#isDropped = false;
        return [news];
      case "gemini.endCalled":
      case "noted":
      case "foreignCall":
      case "toolsCancelled":
      case "used":
      case "gemini.goingAway":
      case "gemini.handleIssued":
        return [news];
      default:
        return news satisfies never;
    }
  }

  #output(news: Content, moment: Moment): TurnNews[] {
    if (this.#isDropped) return [];
    if (this.#floor === "cut" && moment.nowMs - this.#newsAtMs < remainderMs) return [];
    const isNext = this.#isGenerated && (news.type === "sound" || this.#wasAnswered || moment.nowMs >= moment.audibleUntilMs);
    const ended: TurnNews[] = this.#floor === "interviewer" && isNext ? [{ type: "gemini.turnEnded" }] : [];
    const started: TurnNews[] = this.#floor !== "interviewer" || isNext ? [{ type: "gemini.turnStarted" }] : [];
    if (started.length > 0) this.#isGenerated = this.#wasAnswered = false;
    this.#spokeLast = "AI";
    if (news.type === "gemini.transcribed" && news.text.trim() !== "") this.#isAsking = endsAsking.test(news.text);
    this.#isAwaited = false;
    this.#floor = "interviewer";
    this.#newsAtMs = moment.nowMs;
    return [...ended, ...started, news];
  }

  #words(news: Content, { nowMs, audibleUntilMs }: Moment): TurnNews[] {
    const silentSinceMs = Math.max(audibleUntilMs, this.#newsAtMs);
    const isOver = this.#isGenerated ? nowMs >= audibleUntilMs : nowMs - silentSinceMs >= silentMs;
    this.#wasAnswered = true;
    if (this.#floor === "interviewer" && !isOver) return [news];
    const ended: TurnNews[] = this.#floor === "interviewer" ? [{ type: "gemini.turnEnded" }] : [];
    this.#floor = "candidate";
    this.#isAwaited = true;
    this.#spokeLast = "USER";
    return [...ended, news];
  }
}
