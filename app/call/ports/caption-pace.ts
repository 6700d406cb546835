import { wordEnds } from "../../../contract/words.ts";
import type { Caption } from "../../../machines/call/captions.ts";

/** If nothing is heard for this long (ms), text that waits has no audio: it is shown. */
const patienceMs = 500;
/** The same while a text's audio is announced (`aheadMs`) and has not come: after this long (ms) it counts as lost. */
const lostMs = 5_000;
/** The fastest speech (ms per character): while the end of its audio is not known, a text is assumed to take at least this long. */
const msPerCharacter = 60;
/** Tolerance (ms) between received and played audio: the same samples are counted at two sample rates. */
const slackMs = 20;

/** The text from offset `from` (UTF-16 code units) on begins after `atMs` of speech. */
type Mark = { from: number; atMs: number };
/** `shown`: how many characters of the text are shown. `endMs`: where its audio ends (ms of speech), null while it may go on. */
type Utterance = { caption: Caption; marks: Mark[]; endMs: number | null; shown: number };

/**
 * Delays the interviewer's captions until their words are heard. Each piece of text is stamped with the amount of speech (ms) before it,
 * received or still to come; its words are spread evenly over the audio up to the next stamp. Captions of the candidate pass at once.
 */
export class CaptionPace {
  readonly #tell: (caption: Caption) => void;
  #waiting: Utterance[] = [];
  #receivedMs = 0;
  #playedMs = 0;
  /** How much of what was received is to be received again, because it was not heard. */
  #againMs = 0;
  /** Up to where the audio is known: what comes again is, before it has come. */
  #knownMs = 0;
  /** Where the audio of the next utterance begins (ms of speech). */
  #beginsMs = 0;
  #isSoundOff = false;
  /** `seq` of the captions that were handed on whole, and of those that were cut off. */
  readonly #told = new Set<number>();
  readonly #cut = new Set<number>();
  /** What was heard of an utterance without a `seq` that was cut off and is not final yet. */
  #unfinished: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (caption: Caption) => void) {
    this.#tell = tell;
  }

  /** Whether what was received of the interviewer's voice is played, with or without a connection. */
  get isPlaying(): boolean {
    return this.#receivedMs > 0 && !this.#isSoundOff;
  }

  /** `ms` more of speech has been received. */
  received(ms: number): void {
    this.#receivedMs += ms;
    this.#knownMs = Math.max(this.#knownMs, this.#receivedMs);
  }

  /** `ms` of all the speech received so far have been heard, or were dropped. */
  played(ms: number): void {
    const playedMs = ms - this.#againMs;
    if (playedMs <= this.#playedMs) return;
    this.#playedMs = playedMs;
    this.#advance();
  }

  /** While sound is off or blocked, words are shown as they come. */
  setSoundOff(isOff: boolean): void {
    this.#isSoundOff = isOff;
    this.#advance();
  }

  caption(caption: Caption): void {
    if (this.#isCutOff(caption)) return;
    if (caption.speaker === "USER" || (caption.seq !== undefined && this.#told.has(caption.seq))) return this.#tell(caption);
    if (caption.seq !== undefined && caption.text === "") return this.#takeBack(caption);
    const atMs = Math.max(this.#knownMs, this.#receivedMs + (caption.aheadMs ?? 0));
    const utterance = this.#find(caption) ?? this.#begin(caption, atMs);
    const same = commonLength(utterance.caption.text, caption.text);
    const marks = utterance.marks.filter(({ from }) => from <= same);
    if (same < caption.text.length && marks.at(-1)?.atMs !== atMs && same > 0) marks.push({ from: same, atMs });
    utterance.caption = caption;
    utterance.marks = marks;
    utterance.shown = Math.min(utterance.shown, caption.text.length);
    if (caption.isFinal) this.#end(utterance, atMs);
    this.#advance();
  }

  /** The queued speech was dropped (at a barge-in, for one): captions are cut off after the last word that was heard, with an ellipsis. */
  interrupted(): void {
    for (const { caption, shown } of this.#waiting) {
      const heard = caption.text.slice(0, shown).replace(/[\s\p{P}]+$/u, "");
      if (caption.seq !== undefined) this.#cut.add(caption.seq);
      else if (!caption.isFinal) this.#unfinished = heard;
      if (heard) this.#hand({ ...caption, text: `${heard}…`, isFinal: true });
    }
    this.#waiting = [];
    this.#beginsMs = this.#playedMs = this.#knownMs = this.#receivedMs;
    this.#watch();
  }

  /**
   * A new connection sends all captions again, and the speech that was not heard, which has to be dropped here: returns how much that is
   * (ms). It does not send what came while the sound was off. Captions without a `seq` could not be found among those that come again:
   * they are handed on at once.
   */
  rejoined(): number {
    const queuedMs = this.#receivedMs - this.#playedMs;
    const unheardMs = this.#isSoundOff || queuedMs <= slackMs ? 0 : queuedMs;
    this.#againMs += unheardMs;
    this.#receivedMs -= unheardMs;
    this.#unfinished = null;
    const unnumbered = this.#waiting.filter(({ caption }) => caption.seq === undefined);
    this.#waiting = this.#waiting.filter(({ caption }) => caption.seq !== undefined);
    for (const { caption } of unnumbered) this.#hand(caption);
    this.#watch();
    return unheardMs;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** The transcript has nothing of this utterance: the beginning that is shown of it goes. */
  #takeBack(caption: Caption): void {
    this.#waiting = this.#waiting.filter((it) => it.caption.seq !== caption.seq);
    this.#hand(caption);
    this.#watch();
  }

  /**
   * Whether a caption only adds to an utterance that was cut off. The Worker may keep less of such an utterance than was shown, never more.
   */
  #isCutOff({ speaker, seq, text, isFinal }: Caption): boolean {
    if (seq !== undefined) return this.#cut.has(seq) && text !== "" && !text.endsWith("…");
    if (speaker === "USER" || this.#unfinished === null) return false;
    const isTheSame = text.startsWith(this.#unfinished);
    if (!isTheSame || isFinal) this.#unfinished = null;
    return isTheSame;
  }

  #hand(caption: Caption): void {
    if (caption.seq !== undefined) this.#told.add(caption.seq);
    this.#tell(caption);
  }

  #find({ seq }: Caption): Utterance | undefined {
    return this.#waiting.find(({ caption }) => caption.seq === seq && (seq !== undefined || !caption.isFinal));
  }

  #begin(caption: Caption, atMs: number): Utterance {
    const before = this.#waiting.at(-1);
    if (before) this.#end(before, atMs);
    const utterance = { caption, marks: [{ from: 0, atMs: this.#beginsMs }], endMs: null, shown: 0 };
    this.#waiting.push(utterance);
    return utterance;
  }

  #end(utterance: Utterance, atMs: number): void {
    utterance.endMs ??= atMs;
    this.#beginsMs = atMs;
  }

  #advance(isAll = this.#isSoundOff): void {
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      const { caption, endMs } = first;
      const shown = isAll ? caption.text.length : Math.max(first.shown, this.#heard(first));
      const isWhole = shown === caption.text.length;
      if (isWhole && endMs !== null) {
        this.#waiting.shift();
        this.#hand(caption);
      } else {
        if (shown > first.shown) this.#tell({ ...caption, text: caption.text.slice(0, shown).trimEnd(), isFinal: false });
        first.shown = shown;
        break;
      }
    }
    this.#watch();
  }

  /** How many characters of an utterance have been heard, in whole words. */
  #heard({ caption: { text }, marks, endMs }: Utterance): number {
    const piece = marks.findLastIndex(({ atMs }) => atMs <= this.#playedMs);
    const [mark, next] = [marks[piece], marks[piece + 1]];
    if (!mark) return 0;
    const to = next?.from ?? text.length;
    const untilMs = next?.atMs ?? endMs ?? Math.max(this.#knownMs, mark.atMs + (to - mark.from) * msPerCharacter);
    if (this.#playedMs >= untilMs - slackMs) return to;
    const upTo = mark.from + ((to - mark.from) * (this.#playedMs - mark.atMs)) / (untilMs - mark.atMs);
    return wordEnds(text).findLast((end) => end <= upTo) ?? 0;
  }

  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.some(({ caption, shown }) => shown < caption.text.length))
      this.#timer = setTimeout(() => this.#advance(true), this.#isSpeechDue ? lostMs : patienceMs);
  }

  /** Whether all received speech was heard and the text that waits belongs to speech still to come. */
  get #isSpeechDue(): boolean {
    const first = this.#waiting[0];
    if (!first || this.#playedMs < this.#receivedMs - slackMs) return false;
    return Math.max(first.marks.at(-1)?.atMs ?? 0, first.endMs ?? 0, this.#knownMs) > this.#receivedMs + slackMs;
  }
}

const commonLength = (one: string, other: string): number => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
};
