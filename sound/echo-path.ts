const bucketWindows = 25;
const bucketsKept = 12;
/**
 * Sound takes up to a second to reach the loudspeaker and come back, so nothing is concluded from fewer buckets (of half a second) than
 * these. The newest ones are left out, because the candidate may have begun to speak in them.
 */
const bucketsNeeded = 2;
const leastLeftOut = 1;
const mostLeftOut = 4;

/**
 * The echo loss in dB that is assumed while nothing is known, and the least at any time: a browser's echo cancellation takes out far more.
 */
const usualLossDb = 12;
const marginDb = 12;

/**
 * Estimates the echo path: how much quieter the interviewer's sound is when it comes back through the microphone. It takes the least loss
 * of the last six seconds in which the interviewer was audible and the candidate did not speak, in windows of 20 ms. A headset or a
 * browser's echo cancellation leaves no echo, and then a candidate need not be loud to be heard over the interviewer. Allocates nothing
 * while it runs.
 */
export class EchoPath {
  readonly #losses = new Float64Array(bucketsKept).fill(Infinity);
  #bucket = 0;
  #inBucket = 0;
  #buckets = 0;
  readonly #least = new Float64Array(1).fill(usualLossDb);

  /** The level, in dB of full scale, up to which an interviewer as loud as `interviewerDb` may come back. */
  levelDb(interviewerDb: number): number {
    return interviewerDb - this.#least[0]!;
  }

  /** Takes the level of a window in which the interviewer is audible and the candidate does not speak; both in dB of full scale. */
  heard(levelDb: number, interviewerDb: number) {
    const loss = interviewerDb - levelDb;
    if (loss < this.#losses[this.#bucket]!) this.#losses[this.#bucket] = loss;
    if (++this.#inBucket < bucketWindows) return;
    this.#inBucket = 0;
    this.#buckets++;
    if (this.#buckets >= bucketsNeeded + leastLeftOut)
      this.#least[0] = this.#leastBut(Math.min(mostLeftOut, this.#buckets - bucketsNeeded));
    this.#bucket = (this.#bucket + 1) % bucketsKept;
    this.#losses[this.#bucket] = Infinity;
  }

  /** The least loss of all buckets but the newest `leftOut`. */
  #leastBut(leftOut: number): number {
    let least = Infinity;
    for (let age = leftOut; age < bucketsKept; age++) {
      least = Math.min(least, this.#losses[(this.#bucket + bucketsKept - age) % bucketsKept]!);
    }
    return Math.max(usualLossDb, least - marginDb);
  }
}
