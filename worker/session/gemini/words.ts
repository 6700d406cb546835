import type { InterviewEvent } from "../../../machines/interview/events.ts";
import type { Relay } from "../sound/relay.ts";
import { spokenIn } from "../storage/labels.ts";
import type { Echo } from "./echo.ts";
import type { TurnNews } from "./turn.ts";

/** How long words that may be an echo are held back at most. They must come within the two seconds that an interview's last words have. */
const longestHeldMs = 1_400;

type Transcribed = Extract<TurnNews, { type: "gemini.transcribed" }>;

type Dependencies = {
  echo: Echo;
  relay: Relay;
  /** Whether a turn of the interviewer runs. */
  isInterviewers: () => boolean;
  tell: (event: InterviewEvent) => void;
};

/** Passes both sides' words to the chart. The candidate's are held back while they may be an echo of a text, until that is decided. */
export class Words {
  readonly #dependencies: Dependencies;
  #held: ReturnType<typeof setTimeout> | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  take(news: Transcribed) {
    if (news.speaker === "AI") return this.#tell(news);
    this.#hear(this.#dependencies.echo.take(news.text));
  }

  /** The model has begun to speak, or never will: what was held back was spoken. */
  answered() {
    this.#hear(this.#dependencies.echo.answered());
  }

  /** Stops the timer of words that are held back. */
  stop() {
    clearTimeout(this.#held);
  }

  /** Returns what is still held back, which counts as spoken. No event brings it: the caller has to store it. */
  last(): string[] {
    this.stop();
    const spoken = this.#dependencies.echo.release();
    for (const text of spoken) this.#settle(text);
    return spoken;
  }

  #hear(spoken: string[]) {
    const { echo } = this.#dependencies;
    clearTimeout(this.#held);
    if (echo.isHolding) this.#held = setTimeout(() => this.#hear(echo.release()), longestHeldMs);
    for (const text of spoken) {
      this.#tell({ type: "gemini.transcribed", speaker: "USER", text });
      this.#settle(text);
    }
  }

  /** The candidate's speech has its words now: no sound of it waits for any, and it is time to answer it. */
  #settle(text: string) {
    if (spokenIn(text) === "") return;
    const { relay, isInterviewers, tell } = this.#dependencies;
    relay.settle();
    if (!isInterviewers() && !relay.isLate) tell({ type: "answer.due" });
  }

  #tell(news: Transcribed) {
    const { relay, tell } = this.#dependencies;
    const isNoise = spokenIn(news.text) === "";
    tell({ ...news, soundMs: relay.speech.hearing.soundMs, ...(isNoise && { isNoise }) });
  }
}
