import { z } from "zod";
import type { TranscriptEntry } from "../../../contract/app-api.ts";
import { type Speaker, speakers } from "../../../contract/vocabulary.ts";

/** What is shown of one utterance: the whole text so far. */
export type Caption = { speaker: Speaker; text: string; isFinal: boolean };

type Range = { firstSeq: number | null; lastSeq: number | null };
type Row = { seq: number; speaker: Speaker; text: string; at_unix_ms: number };

const openUtterance = z.object({ speaker: z.enum(speakers), text: z.string(), openedAtUnixMs: z.number() });
type OpenUtterance = z.output<typeof openUtterance>;
const keyOf = (speaker: Speaker) => `utterance.${speaker}`;

/**
 * Joins Gemini's pieces into utterances. A finished one is a row before its caption is sent; an open one is kept beside it
 * without holding the caption back, so that a crash loses a moment of it at most.
 */
export class Transcript {
  #storage: DurableObjectStorage;
  #now: () => number;
  #open: OpenUtterance[];

  constructor(storage: DurableObjectStorage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
    this.#open = speakers
      .map((speaker) => openUtterance.safeParse(storage.kv.get(keyOf(speaker))).data)
      .filter((it) => it !== undefined)
      .sort((one, other) => one.openedAtUnixMs - other.openedAtUnixMs);
  }

  /** Adds a piece; what is to be shown now, or null where nothing was said yet. */
  add(speaker: Speaker, piece: string): Caption | null {
    if (piece === "") return null;
    const known = this.#open.find((it) => it.speaker === speaker);
    const utterance = known ?? { speaker, text: "", openedAtUnixMs: this.#now() };
    utterance.text += piece;
    if (!known) this.#open.push(utterance);
    void this.#storage.put(keyOf(speaker), { ...utterance }, { allowUnconfirmed: true }).catch(() => {});
    return captionOf(utterance, false);
  }

  /** Ends the speaker's utterance: stored, then shown. */
  finish(speaker: Speaker): Caption | null {
    const utterance = this.#open.find((it) => it.speaker === speaker);
    if (!utterance) return null;
    this.#open = this.#open.filter((it) => it !== utterance);
    const caption = captionOf(utterance, true);
    if (caption) this.#insert(utterance.speaker, caption.text, utterance.openedAtUnixMs);
    this.#storage.kv.delete(keyOf(speaker));
    return caption;
  }

  /** Ends every utterance, in the order in which they were begun. */
  finishAll(): Caption[] {
    return this.#open.flatMap(({ speaker }) => this.finish(speaker) ?? []);
  }

  /** All that a client must show: the finished utterances, then the open ones. */
  captions(): Caption[] {
    const finished = this.#rows({ firstSeq: null, lastSeq: null }).map(({ speaker, text }) => ({ speaker, text, isFinal: true }));
    return [...finished, ...this.#open.flatMap((it) => captionOf(it, false) ?? [])];
  }

  /** The finished utterances as the app stores them; a range's ends are sequence numbers, both included, null is unbounded. */
  entries(range: Range): TranscriptEntry[] {
    return this.#rows(range).map(({ speaker, text, at_unix_ms }) => ({
      speaker,
      content: text,
      timestamp: new Date(at_unix_ms).toISOString(),
    }));
  }

  /** Sequence numbers of a range, to split it. */
  sequence(range: Range): number[] {
    return this.#rows(range).map(({ seq }) => seq);
  }

  /** Production's clock stands still within a turn: a timestamp that is taken moves on by 1 ms. */
  #insert(speaker: Speaker, text: string, openedAtUnixMs: number) {
    this.#storage.sql.exec(
      `INSERT INTO utterance (speaker, text, at_unix_ms) SELECT ?, ?, max(?, coalesce(max(at_unix_ms) + 1, 0)) FROM utterance`,
      speaker,
      text,
      openedAtUnixMs,
    );
  }

  #rows({ firstSeq, lastSeq }: Range): Row[] {
    return this.#storage.sql
      .exec<Row>(
        `SELECT seq, speaker, text, at_unix_ms FROM utterance WHERE seq >= ? AND seq <= ? ORDER BY seq`,
        firstSeq ?? 0,
        lastSeq ?? Number.MAX_SAFE_INTEGER,
      )
      .toArray();
  }
}

const captionOf = ({ speaker, text }: { speaker: Speaker; text: string }, isFinal: boolean): Caption | null =>
  text.trim() === "" ? null : { speaker, text: text.trim(), isFinal };
