import { platform } from "../../plan/fence.ts";

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const mark = plain(platform);

/** A text that was sent to the model; `isOurs` unless the candidate typed it. */
type Sent = { words: string; isOurs: boolean };

/**
 * Tells echoes from speech: some models transcribe texts that they are sent as words of the candidate. Such words come before the model's
 * next output, whole or in pieces, several texts as one, or whole after it. What may be an echo is held back until that is decided: the whole
 * text is one, anything else was spoken.
 */
export class Echo {
  #sent: Sent[] = [];
  /** All texts that are or hold one of ours, answered or not: nobody says one of them from its beginning to its end. */
  readonly #ours = new Set<string>();
  #heard = "";
  #held: string[] = [];

  /** Whether words are held back that the candidate may have spoken. */
  get isHolding(): boolean {
    return this.#held.length > 0 && !this.#isOurs;
  }

  /** Whether what was heard is so far a text of ours, and longer than the mark that each of them begins with: nobody says that. */
  get #isOurs(): boolean {
    return this.#heard.length > mark.length && this.#sent.some((it) => it.isOurs && it.words.startsWith(this.#heard));
  }

  /** Notes a text that is sent to the model. */
  sent(text: string) {
    const [words, isOurs] = [plain(text), text.startsWith(platform)];
    this.#sent.push({ words, isOurs });
    if (text.includes(platform)) this.#ours.add(words);
  }

  /** The model has answered: words that are held back, and words from now on, are the candidate's. */
  answered(): string[] {
    const spoken = this.release();
    this.#sent = [];
    return spoken;
  }

  /**
   * Takes words transcribed as the candidate's. Returns those that they spoke, including earlier ones that were held back. What may be an
   * echo is held back.
   */
  take(text: string): string[] {
    const joined = this.#heard + plain(text);
    if (joined === "") return [text];
    if (this.#begins(joined)) return this.#hold(text, joined);
    const rest = this.#afterOurs(text, joined);
    if (rest === null) return this.#heard === "" ? [text] : [...this.release(), ...this.take(text)];
    this.#heard = "";
    this.#held = [];
    return rest === "" ? [] : this.take(rest);
  }

  /** What follows a whole text of ours in `text`, the last piece of `joined`; null if `joined` does not begin with one. */
  #afterOurs(text: string, joined: string): string | null {
    const length = Math.max(0, ...[...this.#ours].filter((words) => joined.startsWith(words)).map((words) => words.length));
    if (length === 0) return null;
    const letters = [...text];
    let at = 0;
    for (let left = length - this.#heard.length; left > 0 && at < letters.length; at++) left -= plain(letters[at] ?? "").length;
    return letters
      .slice(at)
      .join("")
      .replace(/^\p{P}*\s*/u, "");
  }

  /** Returns what is held back and was spoken after all. */
  release(): string[] {
    const held = this.#isOurs ? [] : this.#held;
    this.#heard = "";
    this.#held = [];
    return held;
  }

  #begins(heard: string): boolean {
    return heard !== "" && this.#sent.some(({ words }) => words.startsWith(heard));
  }

  #hold(text: string, heard: string): string[] {
    this.#heard = heard;
    this.#held.push(text);
    if (!this.#sent.some(({ words }) => words === heard)) return [];
    this.#held = [];
    this.#sent = this.#sent.filter((it) => it.isOurs || it.words !== heard);
    return [];
  }
}
