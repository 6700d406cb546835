import { Keeper } from "../../recording/keeper.ts";
import { wantsRecording } from "../../recording/kept.client.ts";
import { Segments } from "../../recording/segments.ts";

/** The recording of one interview on this device, if the candidate wants one. It begins when the interview is live. */
export class OwnRecording {
  readonly #interviewId: string;
  #startedAtMs = 0;
  keeper: Keeper | null = null;
  segments: Segments | null = null;

  constructor(interviewId: string) {
    this.#interviewId = interviewId;
  }

  /** `startedAtMs`: when the interview began, by the page's monotonic clock. */
  began(startedAtMs: number): void {
    this.#startedAtMs = startedAtMs;
    if (this.segments || !wantsRecording(this.#interviewId)) return;
    const keeper = new Keeper(this.#interviewId);
    this.keeper = keeper;
    this.segments = new Segments(
      (segment) => keeper.keep(segment),
      () => performance.now() - this.#startedAtMs,
    );
  }

  close(): void {
    this.segments?.close();
    this.segments = null;
  }
}
