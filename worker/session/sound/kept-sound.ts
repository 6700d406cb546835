/** 200 ms at 16 kHz. */
const blockBytes = 6_400;
/** The longest piece that is handed out: 100 ms at 16 kHz. */
const pieceBytes = 3_200;
/** Free blocks that are kept for reuse: enough for one piece of the interviewer's sound (320 ms at 24 kHz). */
const mostSpare = 3;

type Block = { sound: Uint8Array; from: number; to: number };

/**
 * A buffer of PCM bytes; `trim` bounds it by dropping the oldest. It copies sound into reused blocks: frames that were kept by reference
 * grew old, each with its objects, and were freed only by a major garbage collection.
 */
export class KeptSound {
  readonly #blocks: Block[] = [];
  readonly #spare: Block[] = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  push(pcm: Uint8Array) {
    for (let at = 0; at < pcm.length;) {
      const block = this.#open();
      const count = Math.min(pcm.length - at, blockBytes - block.to);
      block.sound.set(count === pcm.length ? pcm : pcm.subarray(at, at + count), block.to);
      block.to += count;
      at += count;
    }
    this.#bytes += pcm.length;
  }

  /** Drops the oldest until at most `bytes` are kept. */
  trim(bytes: number) {
    while (this.#bytes > bytes) {
      const oldest = this.#blocks[0];
      if (!oldest) return;
      const count = Math.min(this.#bytes - bytes, oldest.to - oldest.from);
      oldest.from += count;
      this.#bytes -= count;
      if (oldest.from === oldest.to) this.#putAway(this.#blocks.shift());
    }
  }

  /** Calls `use` with copies of everything kept, oldest first, in pieces of 100 ms at most. Removes nothing. */
  each(use: (pcm: Uint8Array) => void) {
    for (const { sound, from, to } of this.#blocks) {
      for (let at = from; at < to; at += pieceBytes) use(sound.slice(at, Math.min(at + pieceBytes, to)));
    }
  }

  /** Moves everything that `other` keeps to the end of this buffer. */
  take(other: KeptSound) {
    this.#blocks.push(...other.#blocks.splice(0));
    this.#bytes += other.#bytes;
    other.#bytes = 0;
  }

  clear() {
    this.#blocks.splice(0).forEach((block) => this.#putAway(block));
    this.#bytes = 0;
  }

  #open(): Block {
    const newest = this.#blocks.at(-1);
    if (newest && newest.to < blockBytes) return newest;
    const block = this.#spare.pop() ?? { sound: new Uint8Array(blockBytes), from: 0, to: 0 };
    block.from = block.to = 0;
    this.#blocks.push(block);
    return block;
  }

  #putAway(block: Block | undefined) {
    if (block && this.#spare.length < mostSpare) this.#spare.push(block);
  }
}
