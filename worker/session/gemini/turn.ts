import type { GeminiNews } from "./message.ts";

/** The rest of an interrupted turn comes within this time; later output belongs to a reply. */
const remainderMs = 1_000;
/** If the candidate has heard nothing of an open turn for this long, their words end it, even if Gemini never does. */
const silentMs = 2_000;
/** A turn that was generated completely is over this long after it was heard, even if Gemini has not completed it by then. */
const unclosedMs = 2_000;
/** One that breaks off is over after this time, which is longer than one pauses while the candidate is asked to confirm the end. */
const brokenOffMs = 60_000;

/** A question mark of any offered language, and what may close a sentence after it. */
const endsAsking = /[?\uff1f\u061f\u037e]["'\u2019\u201d\u00bb)\s]*$/u;

type Content = Exclude<GeminiNews, { type: "generated" }>;
export type TurnNews = Content | { type: "gemini.turnStarted" };

/** When a message came, and when the candidate will have heard all that was spoken so far. Both in ms, by the same clock. */
export type Moment = { nowMs: number; audibleUntilMs: number };

/**
 * Whose turn it is on one Gemini connection. Gemini promises no order: turns are left open, completed twice or cut without a word, and the
 * candidate's words may come after the turn that answers them. What leaves here is in order: a turn starts, brings sound and words, and
 * ends or is interrupted, once. The candidate's words during a turn are late ones; they speak again once it has ended or was interrupted.
 */
export class Turn {
  #floor: "candidate" | "interviewer" | "cut" = "candidate";
  /** We have cut the turn: until it ends, or a new one is asked for, nothing of it is passed on. */
  #isDropped = false;
  #isGenerated = false;
  #wasAnswered = false;
  #newsAtMs = 0;
  #isAwaited = true;
  /** The interviewer has spoken since the candidate's last answer, and since a text of ours asked for something. */
  #hasSpoken = false;
  /** What it says then is its opening. */
  #isOpening = false;
  /** The interviewer's last words are a question. */
  #isAsking = false;

  /** Whether the interviewer's turn is running. The candidate's words that come during it are late ones. */
  get isInterviewers(): boolean {
    return this.#floor === "interviewer";
  }

  /** When the running turn is over, even if Gemini never completes it. */
  overdueAtMs(audibleUntilMs: number): number {
    return this.#isGenerated ? audibleUntilMs + unclosedMs : Math.max(audibleUntilMs, this.#newsAtMs) + brokenOffMs;
  }

  /**
   * Whether the interviewer's last words may have been a goodbye: nothing was answered or asked for since, they do not open the interview,
   * and they are no question.
   */
  get isGoodbyeSaid(): boolean {
    return this.#hasSpoken && !this.#isOpening && !this.#isAsking;
  }

  /** Whether the interviewer is to speak and has not begun. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** A text was sent, or a call answered, that asks the interviewer to speak. */
  await(isOpening = false) {
    this.#isAwaited = true;
    this.#hasSpoken = false;
    this.#isOpening = isOpening;
    // Nothing more comes of a turn that was generated completely, so Gemini may have nothing to interrupt.
    if (this.#isGenerated) this.#isDropped = false;
  }

  /** The candidate takes the floor: the rest of the running turn counts as not said. */
  cut() {
    if (this.#floor !== "interviewer") return;
    this.#floor = "cut";
    this.#isDropped = true;
  }

  /** The candidate has finished: what comes from here on answers them. */
  mayReply() {
    if (this.#floor === "cut") this.#floor = "candidate";
    // Their words may come late, or never.
    if (this.#floor === "candidate") this.await();
    this.#isDropped = false;
    this.#isAwaited = true;
  }

  /** Takes a piece of sound that just continues the running turn. False, with nothing taken, if it may mean more: see `take`. */
  goOn(nowMs: number): boolean {
    if (this.#isDropped || this.#isGenerated || this.#floor !== "interviewer") return false;
    this.#hasSpoken = true;
    this.#isAwaited = false;
    this.#newsAtMs = nowMs;
    return true;
  }

  /**
   * Puts one piece of news in order: it comes with the start or the end of a turn that it implies, or not at all if it belongs to a turn
   * that was cut.
   */
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
      case "foreignSound":
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
    this.#hasSpoken = true;
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
    this.await();
    return [...ended, news];
  }
}
