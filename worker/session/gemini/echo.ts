const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Some models transcribe our own texts as words of the candidate. They come before the model's next output, whole or in pieces. */
export class Echo {
  #sent: string[] = [];
  #heard = "";

  /** A text of ours that is on its way to the model. */
  sent(text: string) {
    this.#sent.push(plain(text));
  }

  /** The model has answered: from now on words are the candidate's. */
  answered() {
    this.#sent = [];
    this.#heard = "";
  }

  /** Whether words that were transcribed as the candidate's are ours. */
  isOurs(text: string): boolean {
    if (this.#sent.length === 0 || plain(text) === "") return false;
    const [alone, joined] = [plain(text), this.#heard + plain(text)];
    if (this.#sent.some((it) => it.startsWith(joined))) this.#heard = joined;
    else if (this.#sent.some((it) => it.startsWith(alone))) this.#heard = alone;
    else return false;
    return true;
  }
}
