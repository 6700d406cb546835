import { Later } from "./later.ts";
import type { Line } from "./line.ts";
import type { Profile } from "./profiles.ts";

type Options = { line: Line; profile: Profile; pace: number; asked: boolean; isOff: boolean; issue: () => string };

/** Delay of the handle that is issued once after the setup, and of the one after a turn on a model that also issues them when idle. */
const firstHandleMs = 300;
const idleEveryMs = 500;

/** Sends resumption handles in the rhythm of the model. */
export class Resumption {
  #options: Options;
  #soon: Later;
  #newestAtMs = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#soon = new Later(firstHandleMs * options.pace);
  }

  get #comes() {
    const { asked, isOff, profile } = this.#options;
    return !isOff && (asked || profile.handlesUnasked);
  }

  begin() {
    this.#newestAtMs = performance.now();
    if (this.#comes && this.#options.profile.handles === "once") this.#soon.run(() => this.issue());
  }

  turnStarted() {
    if (this.#comes && this.#options.profile.handleWithdrawn) this.#withdraw();
  }

  turnEnded({ resumable }: { resumable: boolean }) {
    const { handles, handleWithdrawn } = this.#options.profile;
    if (!this.#comes || handles === "once") return;
    if (handles === "idle") this.#soon.run(() => this.issue());
    else if (resumable) this.issue();
    else if (handleWithdrawn) this.#withdraw();
  }

  /** Sound arrived while nobody spoke. */
  idle() {
    if (this.#comes && this.#options.profile.handles === "idle" && performance.now() - this.#newestAtMs >= idleEveryMs) this.issue();
  }

  issue() {
    this.#newestAtMs = performance.now();
    this.#options.line.send({ sessionResumptionUpdate: { newHandle: this.#options.issue(), resumable: true } });
  }

  end() {
    this.#soon.end();
  }

  #withdraw() {
    this.#options.line.send({ sessionResumptionUpdate: {} });
  }
}
