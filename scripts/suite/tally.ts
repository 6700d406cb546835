import type { Progress } from "./progress.ts";

type File = Extract<Progress, { is: "file" }>;

const every = 20;

/** What came of the tests so far, said as it goes: a line for every twenty files, and one for each failure. */
export class Tally {
  failed = 0;
  #passed = 0;
  #skipped = 0;
  #planned = 0;
  #done = 0;
  #words: string[] = [];
  readonly #startedAt = performance.now();

  plan(files: number): void {
    this.#planned += files;
  }

  add({ passed, failed, skipped, broken }: File): void {
    this.#passed += passed;
    this.failed += failed;
    this.#skipped += skipped;
    this.#done += 1;
    for (const name of broken) console.log(`  ✗ ${name}`);
    if (this.#done % every > 0) return;
    const seconds = ((performance.now() - this.#startedAt) / 1000).toFixed(0);
    console.log(`  ${this.#passed} passed, ${this.failed} failed after ${seconds} s (${this.#done} of ${this.#planned} files)`);
  }

  /** A failure that no test has: a runner that ended too early, an error between the tests. */
  fail(what: string): number {
    console.log(`  ✗ ${what}`);
    this.failed += 1;
    return 1;
  }

  /** Words of a failed run, for the end. */
  keep(words: string): void {
    this.#words.push(words);
  }

  /** What the failed tests said, and the counts in the last line. */
  conclude(seconds: number): void {
    for (const words of this.#words) console.log(`\n${words.trim()}`);
    console.log(`\nAll tests took ${seconds.toFixed(0)} s.`);
    console.log(`${this.#passed} passed, ${this.failed} failed${this.#skipped > 0 ? `, ${this.#skipped} skipped` : ""}`);
  }
}
