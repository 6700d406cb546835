import type { Calls } from "./calls.ts";
import { seededRandom } from "./cutting.ts";
import { flood } from "./flood.ts";
import { deadlineExpired } from "./google-error.ts";
import type { Line } from "./line.ts";
import type { Profile } from "./profiles.ts";
import type { SessionRecord } from "./record.ts";
import type { Behaviour, Saying, Step } from "./scenario.ts";
import { pieces } from "./turn.ts";
import { usage, type Context } from "./usage.ts";
import { wait } from "./wait.ts";

export type PerformerOptions = {
  line: Line;
  record: SessionRecord;
  behaviour: Behaviour;
  profile: Profile;
  captions: boolean;
  thoughts: boolean;
  calls: Calls;
  context: Context;
};

/** The state of a turn. */
export type Turn = {
  stop: AbortController;
  finish: "turn" | "generation" | "never" | "rejected";
  generated: boolean;
  soundMs: number;
  /** The time at which the client will have played all sound sent so far. */
  playedAtMs: number;
  lagMs: number | undefined;
  status: "IDLE" | "IN_PROGRESS";
};

export const newTurn = (stop: AbortController): Turn => ({
  stop,
  finish: "turn",
  generated: false,
  soundMs: 0,
  playedAtMs: 0,
  lagMs: undefined,
  status: "IDLE",
});

/** Performs the steps of a turn. */
export class Performer {
  #options: PerformerOptions;
  #closed: AbortSignal;
  #random = seededRandom(1);
  #spokenTurns = 0;
  #afterSound: (() => void) | null = null;

  constructor(options: PerformerOptions, closed: AbortSignal) {
    this.#options = options;
    this.#closed = closed;
  }

  afterSound(then: () => void) {
    this.#afterSound = then;
  }

  /** Performs a step. Rejects if the turn is stopped. */
  async perform(step: Step, turn: Turn): Promise<void> {
    const { line, calls, behaviour } = this.#options;
    const { signal } = turn.stop;
    if ("say" in step) await this.#say(step.say, turn);
    else if ("call" in step) await calls.make(step.call.name, step.call.args, signal);
    else if ("callEnd" in step) await calls.make("end_interview", {}, signal);
    else if ("cancelCalls" in step) calls.cancelAll();
    else if ("interrupted" in step) line.send({ serverContent: { interrupted: true } });
    else if ("send" in step) this.#send(step.send);
    else if ("sendText" in step) line.sendFrame(step.sendText);
    else if ("raw" in step) line.sendFrame(Buffer.from(step.raw, "base64"));
    else if ("close" in step) line.close(step.close);
    else if ("terminate" in step) line.terminate();
    else if ("stall" in step) line.stall();
    else if ("thinks" in step) return;
    else if ("wait" in step) await wait(step.wait * behaviour.pace, signal);
    else if ("finish" in step) turn.finish = step.finish;
    else if ("flood" in step) await flood(line, step.flood, signal);
    else this.goAway(step.goAway.timeLeft, step.goAway.closeAfterMs);
  }

  #send(message: unknown) {
    this.#options.calls.expect(message);
    this.#options.line.send(message);
  }

  goAway(timeLeft: string, closeAfterMs: number | null = Number.parseFloat(timeLeft) * 1000) {
    const { line } = this.#options;
    line.send({ goAway: { timeLeft } });
    if (closeAfterMs === null) return;
    void wait(closeAfterMs, this.#closed).then(
      () => line.close(deadlineExpired),
      () => undefined,
    );
  }

  async #say(saying: Saying, turn: Turn) {
    const { line, record, profile, behaviour, captions, thoughts, context } = this.#options;
    const oneSampleFirst = profile.oneSampleFirst && this.#spokenTurns % 2 === 1;
    this.#spokenTurns += 1;
    turn.lagMs = saying.lagMs;
    let sentAtMs = performance.now();
    for (const { message, soundMs } of pieces(saying, { profile, captions, thoughts, oneSampleFirst, random: this.#random })) {
      if (!line.open) return;
      if (profile.emptyFrames === "everywhere") line.send({});
      line.send(message);
      if (soundMs === 0) continue;
      record.spokenBytes += soundMs * 48;
      turn.soundMs += soundMs;
      if (behaviour.usage === "part") line.send(usage(context, { soundMs: turn.soundMs, called: false, thoughtTokens: 0 }));
      this.#afterSound?.();
      this.#afterSound = null;
      turn.playedAtMs = Math.max(turn.playedAtMs, performance.now()) + soundMs * behaviour.pace;
      sentAtMs += (soundMs * behaviour.pace) / profile.soundPerSecond;
      await wait(sentAtMs - performance.now(), turn.stop.signal);
    }
  }
}
