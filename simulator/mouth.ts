import { seededRandom } from "./cutting.ts";
import { deadlineExpired } from "./google-error.ts";
import type { Line } from "./line.ts";
import type { SessionRecord } from "./record.ts";
import type { Behaviour, Saying, Step } from "./scenario.ts";
import { flood } from "./flood.ts";
import { pieces, wordsOf } from "./turn.ts";
import type { Calls } from "./calls.ts";
import { usage } from "./usage.ts";
import { wait } from "./wait.ts";

const fasterThanRealTime = 4;

type Ending = { finish: "turn" | "generation" | "never"; soundMs: number; sentMs: number; lagMs: number | undefined };

/** Plays turns onto the line, one after the other, and stops at once when it is interrupted. */
export class Mouth {
  #line: Line;
  #record: SessionRecord;
  #behaviour: Behaviour;
  #captions: boolean;
  #calls: Calls;
  #onTurnEnd: (line: string) => void;
  #onTurnStart: () => void;
  #random = seededRandom(1);
  #turn: AbortController | null = null;
  #closed = new AbortController();
  #last: Promise<void> | null = null;
  #afterSound: (() => void) | null = null;

  constructor(options: {
    line: Line;
    record: SessionRecord;
    behaviour: Behaviour;
    captions: boolean;
    calls: Calls;
    onTurnStart: () => void;
    onTurnEnd: (line: string) => void;
  }) {
    this.#line = options.line;
    this.#record = options.record;
    this.#behaviour = options.behaviour;
    this.#captions = options.captions && options.behaviour.captions;
    this.#calls = options.calls;
    this.#onTurnStart = options.onTurnStart;
    this.#onTurnEnd = options.onTurnEnd;
  }

  get busy() {
    return this.#turn !== null;
  }

  /** Runs once the next sound has gone out. */
  afterSound(then: () => void) {
    this.#afterSound = then;
  }

  /** Begins at once, or when the turns before it are over. Resolves when the turn is over, however it ended. */
  play(steps: Step[]): Promise<void> {
    const turn = this.#last ? this.#last.then(() => this.#play(steps)) : this.#play(steps);
    this.#last = turn;
    return turn.finally(() => {
      if (this.#last === turn) this.#last = null;
    });
  }

  /** Google's order: calls that wait are cancelled, then `interrupted`, then `turnComplete`, and no generationComplete. */
  interrupt(): boolean {
    if (!this.#turn) return false;
    this.#turn.abort();
    this.#turn = null;
    this.#calls.cancelBlocking();
    this.#line.send({ serverContent: { interrupted: true } });
    this.#line.send({ serverContent: { turnComplete: true }, ...this.#usage(0) });
    this.#onTurnEnd("");
    return true;
  }

  stop() {
    this.#closed.abort();
    this.#turn?.abort();
    this.#turn = null;
  }

  /** One step outside of any turn. */
  async perform(step: Step): Promise<void> {
    await this.#step(step, { finish: "turn", soundMs: 0, sentMs: 0, lagMs: undefined }, this.#closed.signal).catch(() => undefined);
  }

  async #play(steps: Step[]): Promise<void> {
    if (!this.#line.open) return;
    const turn = new AbortController();
    this.#turn = turn;
    const ending: Ending = { finish: "turn", soundMs: 0, sentMs: 0, lagMs: undefined };
    try {
      this.#onTurnStart();
      for (const step of steps) await this.#step(step, ending, turn.signal);
      if (!steps.some((step) => "say" in step || "call" in step || "callEnd" in step)) return;
      await this.#finish(ending, turn.signal);
      if (ending.finish === "turn") this.#onTurnEnd(steps.map((step) => ("say" in step ? wordsOf(step.say) : "")).join(""));
    } catch (error) {
      if (!turn.signal.aborted) throw error;
    } finally {
      if (this.#turn === turn) this.#turn = null;
    }
  }

  async #finish(ending: Ending, signal: AbortSignal) {
    if (ending.finish === "never" || !this.#line.open) return;
    this.#line.send({ serverContent: { generationComplete: true } });
    await wait((ending.lagMs ?? Math.max(0, ending.soundMs - ending.sentMs)) * this.#behaviour.pace, signal);
    if (ending.finish === "generation") return;
    this.#line.send({ serverContent: { turnComplete: true }, ...this.#usage(ending.soundMs) });
  }

  async #step(step: Step, ending: Ending, signal: AbortSignal): Promise<void> {
    if ("say" in step) await this.#say(step.say, ending, signal);
    else if ("call" in step) await this.#calls.make(step.call.name, step.call.args, signal);
    else if ("callEnd" in step) await this.#calls.make("end_interview", {}, signal);
    else if ("cancelCalls" in step) this.#calls.cancelAll();
    else if ("interrupted" in step) this.#line.send({ serverContent: { interrupted: true } });
    else if ("send" in step) this.#line.send(step.send);
    else if ("sendText" in step) this.#line.sendFrame(step.sendText);
    else if ("raw" in step) this.#line.sendFrame(Buffer.from(step.raw, "base64"));
    else if ("close" in step) this.#line.close(step.close);
    else if ("terminate" in step) this.#line.terminate();
    else if ("stall" in step) this.#line.stall();
    else if ("wait" in step) await wait(step.wait * this.#behaviour.pace, signal);
    else if ("finish" in step) ending.finish = step.finish;
    else if ("flood" in step) await flood(this.#line, step.flood, signal);
    else this.goAway(step.goAway.timeLeft, step.goAway.closeAfterMs);
  }

  goAway(timeLeft: string, closeAfterMs: number | null = Number.parseFloat(timeLeft) * 1000) {
    this.#line.send({ goAway: { timeLeft } });
    if (closeAfterMs === null) return;
    void wait(closeAfterMs, this.#closed.signal).then(
      () => this.#line.close(deadlineExpired),
      () => undefined,
    );
  }

  async #say(saying: Saying, ending: Ending, signal: AbortSignal) {
    ending.lagMs = saying.lagMs;
    for (const piece of pieces(saying, { captions: this.#captions, random: this.#random })) {
      if (!this.#line.open) return;
      this.#line.send(piece.message);
      if (piece.soundMs === 0) continue;
      if (this.#behaviour.usage === "part") this.#line.send(usage(piece.soundMs));
      this.#record.spokenBytes += piece.soundMs * 48;
      this.#afterSound?.();
      this.#afterSound = null;
      ending.soundMs += piece.soundMs;
      ending.sentMs += piece.soundMs / fasterThanRealTime;
      await wait((piece.soundMs / fasterThanRealTime) * this.#behaviour.pace, signal);
    }
  }

  #usage(soundMs: number) {
    return this.#behaviour.usage === "turn" ? usage(soundMs) : {};
  }
}
