import * as z from "zod/mini";
import { type DeliveredEntry, type Speech, speech } from "../../../contract/app-api.ts";
import { longestEntry } from "../../../contract/limits.ts";
import { type Speaker, speakers } from "../../../contract/vocabulary.ts";
import { spokenIn } from "./labels.ts";
import { isSentence } from "./sentence.ts";
import { TrailingWrite } from "./trailing-write.ts";
import { type Range, type StoredUtterance, UtteranceRows } from "./utterance-rows.ts";
import { type Hearing, heardOf, type Place, retell, saidIn, settle, textOf, type Utterance, wordless } from "./utterance.ts";

const writeEveryMs = 500;

/** What is shown of one utterance: its whole text so far. An empty `text` takes it away, because nothing of it was heard. */
export type Caption = { speaker: Speaker; text: string; isFinal: boolean; isTyped: boolean; seq: number; atUnixMs: number };

/** A piece of a transcription. `soundMs` is how much of the turn's sound came before it. */
export type Words = { speaker: Speaker; text: string; soundMs: number };

const kept = z.object({ speaker: z.enum(speakers), text: z.string(), seq: z.number(), atUnixMs: z.number() });
const keyOf = (speaker: Speaker) => `utterance.${speaker}`;

type Dependencies = {
  now: () => number;
  /** When the candidate began to say what is being transcribed, by their sound, in Unix ms; null if unknown. */
  answerBeganAt: () => number | null;
  /**
   * Measures how an utterance was said. Called once when it is finished, and again if an interviewer's turn is cut, with the `heardMs` of
   * its sound that were heard. Null if unknown.
   */
  measure: (speaker: Speaker, heardMs: number | null) => Speech | null;
};

/**
 * Joins Gemini's pieces of transcription into utterances. A finished utterance is stored as a row before its caption is sent. An open one
 * is written at most twice a second, without delaying its caption: a crash loses half a second of it at most. `seq` is the order of the
 * conversation: what the candidate said before a turn has its place before it, even if the words come later.
 */
export class Transcript {
  #storage: DurableObjectStorage;
  #rows: UtteranceRows;
  #dependencies: Dependencies;
  #last: Place;
  /** The candidate's newest utterance. It may still get late words once the interviewer has begun to reply. */
  #answer: Utterance | null;
  /** The interviewer's newest utterance. It may still be cut after it was finished, as long as its sound plays. */
  #turn: Utterance | null;
  /** The newest `seq` whose line was withdrawn: nothing of it is left to be stored. */
  #withdrawnSeq = 0;
  #writes = {
    USER: new TrailingWrite(writeEveryMs, () => this.#write(this.#answer)),
    AI: new TrailingWrite(writeEveryMs, () => this.#write(this.#turn)),
  };

  constructor(storage: DurableObjectStorage, dependencies: Dependencies) {
    this.#storage = storage;
    this.#rows = new UtteranceRows(storage.sql);
    this.#dependencies = dependencies;
    this.#answer = this.#restored("USER");
    this.#turn = this.#restored("AI");
    const places = [this.#answer, this.#turn].flatMap((it) => it?.place ?? []);
    const { last } = this.#rows;
    this.#last = {
      seq: Math.max(last.seq, ...places.map(({ seq }) => seq)),
      atUnixMs: Math.max(last.atUnixMs, ...places.map(({ atUnixMs }) => atUnixMs)),
    };
  }

  /** Whether the candidate's newest answer has words and may go on. */
  get isAnswerOpen(): boolean {
    return this.#answer?.isOpen === true && this.#answer.place !== null;
  }

  /** Whether an utterance of the interviewer is open. */
  get isTurnOpen(): boolean {
    return this.#turn?.isOpen ?? false;
  }

  get hasInterviewer(): boolean {
    return (this.#turn?.place ?? null) !== null || this.#rows.hasInterviewer;
  }

  /** The `seq` up to which every utterance is finished and stored; the next one is still open or has not come. 0 before the first. */
  get storedUpToSeq(): number {
    const open = [this.#answer, this.#turn].flatMap((it) => (it?.isOpen && it.place ? [it.place.seq] : []));
    const end = Math.min(Number.MAX_SAFE_INTEGER, ...open);
    return Math.max(this.#rows.lastBefore(end), this.#withdrawnSeq < end ? this.#withdrawnSeq : 0);
  }

  /**
   * Adds a piece. `isLate`: it belongs to the newest answer, although that is over. Returns what is to be shown now, or null if nothing was
   * said yet.
   */
  add({ speaker, text, soundMs }: Words, isLate = false): Caption | null {
    if (text === "") return null;
    const utterance = speaker === "AI" ? this.#turnNow() : this.#answerNow(isLate);
    const last = utterance.stretches.at(-1);
    const piece = last && isSentence(last.text, text) ? ` ${text}` : text;
    if (last?.soundMs === soundMs) last.text += piece;
    else utterance.stretches.push({ text: piece, soundMs });
    const said = saidIn(utterance);
    if (said === "") return null;
    utterance.place ??= this.#allot(speaker === "USER" ? this.#dependencies.answerBeganAt() : null);
    if (!utterance.isOpen) return this.#store(utterance, said);
    this.#writes[speaker].due();
    return { speaker, text: said, isFinal: false, isTyped: false, ...utterance.place };
  }

  /**
   * The interviewer's turn starts, which ends the candidate's answer. If the words of that answer have not come yet, a place before the
   * turn is kept for them.
   */
  startTurn(): Caption | null {
    const answer = this.#answer?.isOpen ? this.#answer : null;
    const caption = this.#finish(answer);
    if (!answer?.place && !this.#isOvertaken)
      this.#answer = { ...(answer ?? wordless("USER")), place: this.#allot(this.#dependencies.answerBeganAt()), isOpen: false };
    this.#turn = wordless("AI");
    return caption;
  }

  /** Ends and stores the interviewer's utterance. Returns what is to be shown. */
  finishTurn(): Caption | null {
    // An answer that a new session hears again is still waited for, whatever was answered first.
    if (this.#answer?.earlier === undefined) delete this.#answer?.overtakenAtUnixMs;
    return this.#finish(this.#turn);
  }

  /** The words of what the candidate has said so far are final: no Gemini session will hear it again. */
  settle() {
    if (this.#answer?.isOpen) settle(this.#answer);
  }

  /** The Gemini session is over, and the next one hears the open answer again: its words may replace those of the session before. */
  retell(): Caption | null {
    if (this.#answer?.isOpen || this.#answer?.overtakenAtUnixMs !== undefined) retell(this.#answer);
    return this.#finish(this.#turn);
  }

  /** Stores when the interviewer's finished utterance was heard, which is known better now. */
  placeTurn() {
    const turn = this.#turn;
    if (!turn?.place || turn.isOpen || !turn.isMeasured) return;
    const measured = this.#dependencies.measure("AI", null);
    if (measured) this.#rows.measure(turn.place.seq, measured);
  }

  /** The candidate spoke over the interviewer: what they have not heard counts as not said. */
  cutTurn({ soundMs, heardMs }: Hearing): Caption | null {
    const turn = this.#turn;
    if (!turn?.place || (!turn.isOpen && heardMs >= soundMs)) return this.#finish(turn);
    this.#turn = null;
    this.#forget("AI");
    const said = spokenIn(soundMs > 0 ? heardOf(turn.stretches, { soundMs, heardMs }) : textOf(turn));
    if (said !== "") return this.#store(turn, `${said.replace(/[\s.,;:\u2026\u2013\u2014-]+$/u, "")}…`, heardMs);
    this.#rows.remove(turn.place.seq);
    this.#withdrawnSeq = turn.place.seq;
    // Not final, so that a client that knows no `seq` replaces it with the next line.
    return { speaker: "AI", text: "", isFinal: false, isTyped: false, ...turn.place };
  }

  /**
   * Stores what the candidate typed, after what they said before it. Returns what is to be shown, or null if this answer is stored already.
   */
  type({ text, clientId }: { text: string; clientId: string }): Caption[] | null {
    if (this.#rows.hasTyped(clientId)) return null;
    const isOpen = this.#answer?.isOpen === true;
    const before = this.#finish(this.#answer);
    const place = this.#overtake(isOpen);
    this.#rows.keepTyped(text, clientId, place);
    return [...(before ? [before] : []), { speaker: "USER", text, isFinal: true, isTyped: true, ...place }];
  }

  /** Ends every open utterance, in order. */
  finishAll(): Caption[] {
    return [this.#answer, this.#turn].toSorted(bySeq).flatMap((it) => this.#finish(it) ?? []);
  }

  /** This life of the object is done with the transcript: stores what is open, for the next life, and stops the timers. */
  close() {
    this.#writes.USER.flush();
    this.#writes.AI.flush();
  }

  /** All that a client must show: the finished utterances, then the open ones. */
  captions(): Caption[] {
    const open = [this.#answer, this.#turn].toSorted(bySeq).flatMap((it): Caption[] => {
      if (!it?.isOpen || !it.place || saidIn(it) === "") return [];
      return [{ speaker: it.speaker, text: saidIn(it), isFinal: false, isTyped: false, ...it.place }];
    });
    return [...this.#rows.read({ firstSeq: null, lastSeq: null }).map(captionOf), ...open];
  }

  /** The finished utterances of a range, in the app's format and each at most as long as the app takes. */
  entries(range: Range): DeliveredEntry[] {
    return this.#rows.read(range).map(({ speaker, text, atUnixMs, clientId, speech: said }) => ({
      speaker,
      content: text.slice(0, longestEntry),
      timestamp: new Date(atUnixMs).toISOString(),
      ...(clientId !== null && { isTyped: true as const }),
      ...(said !== null && { speech: speech.parse(JSON.parse(said)) }),
    }));
  }

  /** The sequence numbers in a range, for splitting it. */
  sequence(range: Range): number[] {
    return this.#rows.read(range).map(({ seq }) => seq);
  }

  #turnNow(): Utterance {
    return this.#turn?.isOpen ? this.#turn : (this.#turn = wordless("AI"));
  }

  #answerNow(isLate: boolean): Utterance {
    if (this.#answer && (this.#answer.isOpen || this.#turn?.isOpen || this.#isOvertaken || isLate)) return this.#answer;
    return (this.#answer = wordless("USER"));
  }

  /** Whether words that come now were said before something was typed. */
  get #isOvertaken(): boolean {
    const at = this.#answer?.overtakenAtUnixMs;
    return at !== undefined && (this.#dependencies.answerBeganAt() ?? at) <= at;
  }

  /** The place of a typed answer: after what was said, whose words may still come. `isOpen`: the spoken answer was open until now. */
  #overtake(isOpen: boolean): Place {
    const beganAt = this.#dependencies.answerBeganAt();
    const known = isOpen || this.#isOvertaken ? this.#answer : null;
    const answer = known ?? wordless("USER", false);
    const isAwaited = beganAt !== null || answer.earlier !== undefined;
    if (isAwaited) answer.place ??= this.#allot(beganAt);
    const place = this.#allot(null);
    answer.overtakenAtUnixMs ??= place.atUnixMs;
    this.#answer = isAwaited ? answer : null;
    return place;
  }

  /** The next place. In production the clock stands still within a turn of the event loop: a time that is taken moves on by 1 ms. */
  #allot(beganAt: number | null): Place {
    const atUnixMs = Math.max(Math.round(beganAt ?? this.#dependencies.now()), this.#last.atUnixMs + 1);
    return (this.#last = { seq: this.#last.seq + 1, atUnixMs });
  }

  #finish(utterance: Utterance | null): Caption | null {
    if (!utterance?.isOpen) return null;
    utterance.isOpen = false;
    this.#forget(utterance.speaker);
    const said = saidIn(utterance);
    return said === "" ? null : this.#store(utterance, said);
  }

  #store(utterance: Utterance, text: string, heardMs: number | null = null): Caption {
    const place = (utterance.place ??= this.#allot(null));
    const measured = utterance.isMeasured && heardMs === null ? null : this.#dependencies.measure(utterance.speaker, heardMs);
    utterance.isMeasured = true;
    this.#rows.keep(utterance.speaker, text, place, measured);
    return { speaker: utterance.speaker, text, isFinal: true, isTyped: false, ...place };
  }

  #write(utterance: Utterance | null) {
    if (!utterance?.isOpen || !utterance.place) return;
    const { speaker, place } = utterance;
    // A write that fails makes the platform reset the object: nobody is left to hear of it.
    void this.#storage.put(keyOf(speaker), { speaker, text: textOf(utterance), ...place }, { allowUnconfirmed: true }).catch(() => {});
  }

  #forget(speaker: Speaker) {
    this.#writes[speaker].drop();
    this.#storage.kv.delete(keyOf(speaker));
  }

  #restored(speaker: Speaker): Utterance | null {
    const { data } = kept.safeParse(this.#storage.kv.get(keyOf(speaker)));
    if (!data) return null;
    const { text, seq, atUnixMs } = data;
    return { speaker, stretches: [{ text, soundMs: 0 }], place: { seq, atUnixMs }, isOpen: true };
  }
}

const captionOf = ({ seq, speaker, text, atUnixMs, clientId }: StoredUtterance): Caption => {
  return { speaker, text, isFinal: true, isTyped: clientId !== null, seq, atUnixMs };
};

const bySeq = (one: Utterance | null, other: Utterance | null): number => (one?.place?.seq ?? Infinity) - (other?.place?.seq ?? Infinity);
