import { newTurn, Performer, type PerformerOptions, type Turn } from "./performer.ts";
import type { Call, Step } from "./scenario.ts";
import { wordsOf } from "./turn.ts";
import { closeTurn, usage } from "./usage.ts";
import { wait } from "./wait.ts";

type Options = PerformerOptions & { onTurnStart: () => void; onTurnEnd: (line: string) => void };

/** Plays turns on the line, one after another, and stops at once when interrupted. */
export class Mouth {
  #options: Options;
  #performer: Performer;
  #turn: Turn | null = null;
  #closed = new AbortController();
  #last: Promise<void> | null = null;
  #interruptions = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#performer = new Performer(options, this.#closed.signal);
  }

  get busy() {
    return this.#turn !== null;
  }

  get generating() {
    return this.#turn !== null && !this.#turn.generated;
  }

  /** Runs `then` once the next sound has been sent. */
  afterSound(then: () => void) {
    this.#performer.afterSound(then);
  }

  /**
   * Plays a turn, at once or when the turns before it are over; `before` runs right before it. Resolves when the turn is over, however it
   * ended. The words are chosen when it begins. If another turn is interrupted while this one waits, only `before` runs and the turn is
   * never said.
   */
  play(choose: () => Step[] | undefined, before?: () => void): Promise<void> {
    const from = this.#interruptions;
    return this.#queue(async () => {
      const steps = from === this.#interruptions ? choose() : undefined;
      if (steps) await this.#play(steps, before);
      else before?.();
    });
  }

  /**
   * Interrupts the turn in Google's order: toolCallCancellation, `interrupted`, `turnComplete`, without a generationComplete. False if no
   * turn is playing.
   */
  interrupt(): boolean {
    const { line, calls, profile, behaviour } = this.#options;
    const turn = this.#turn;
    if (!turn) return false;
    this.#interruptions += 1;
    turn.stop.abort();
    this.#turn = null;
    calls.cancelBlocking();
    line.send({ serverContent: { interrupted: true } });
    const complete = () => this.#complete({ ...turn, finish: "turn", status: "IDLE" }, "");
    const tailMs = profile.interruptionMs * behaviour.pace;
    if (tailMs === 0) complete();
    else void this.#queue(() => wait(tailMs, this.#closed.signal).then(complete, () => undefined));
    return true;
  }

  stop() {
    this.#closed.abort();
    this.#turn?.stop.abort();
    this.#turn = null;
  }

  /** One step outside of any turn, which ends early where the connection closes. */
  async perform(step: Step): Promise<void> {
    await this.#performer.perform(step, newTurn(this.#closed)).catch(() => undefined);
  }

  goAway(timeLeft: string, closeAfterMs: number | null) {
    this.#performer.goAway(timeLeft, closeAfterMs);
  }

  #queue(task: () => Promise<void>): Promise<void> {
    const queued = this.#last ? this.#last.then(task) : task();
    this.#last = queued;
    return queued.finally(() => {
      if (this.#last === queued) this.#last = null;
    });
  }

  async #play(steps: Step[], before: (() => void) | undefined): Promise<void> {
    if (!this.#options.line.open) return;
    const turn = newTurn(new AbortController());
    this.#turn = turn;
    try {
      this.#options.onTurnStart();
      this.#open(steps, before);
      const calls = this.#options.profile.calls === "in turn" ? [] : this.#callsOf(steps);
      if (calls.length === 0) await this.#playInOrder(steps, turn);
      else if (this.#options.profile.calls === "first") await this.#playCallsFirst(steps, calls, turn);
      else await this.#playCallsAfterwards(steps, calls, turn);
    } catch (error) {
      if (!turn.stop.signal.aborted) throw error;
    } finally {
      if (this.#turn === turn) this.#turn = null;
    }
  }

  #open(steps: Step[], before: (() => void) | undefined) {
    const { line, profile } = this.#options;
    const { emptyFrames } = profile;
    const answers = steps.some((step) => "say" in step || "call" in step || "callEnd" in step);
    if (emptyFrames === "everywhere" && answers) line.send({});
    before?.();
    if (emptyFrames === "none" || !answers) return;
    line.send({ serverContent: {} });
    if (emptyFrames === "content") line.send({ serverContent: {} });
  }

  #callsOf(steps: Step[]): Call[] {
    return steps
      .flatMap((step): Call[] => ("call" in step ? [step.call] : "callEnd" in step ? [{ name: "end_interview", args: {} }] : []))
      .filter(({ name }) => this.#options.calls.declares(name));
  }

  async #playInOrder(steps: Step[], turn: Turn) {
    let said: Step[] = [];
    for (const step of steps) {
      if ("thinks" in step) said = await this.#think(said, step.thinks, turn);
      else await this.#performer.perform(step, turn);
      said.push(step);
    }
    if (said.some((step) => "say" in step || "call" in step || "callEnd" in step)) await this.#finish(said, turn);
  }

  /** Completes the turn so far, thinks, and begins the rest of it. Returns what of the turn is not completed yet. */
  async #think(said: Step[], thinksMs: number, turn: Turn): Promise<Step[]> {
    const { profile, behaviour } = this.#options;
    if (!profile.interactionStatus) return said;
    turn.status = "IN_PROGRESS";
    await this.#finish(said, turn);
    turn.status = "IDLE";
    turn.generated = false;
    turn.soundMs = 0;
    await wait(thinksMs * behaviour.pace, turn.stop.signal);
    this.#open([{ say: { text: "" } }], undefined);
    return [];
  }

  async #playCallsFirst(steps: Step[], calls: Call[], turn: Turn) {
    const { line } = this.#options;
    const speech = steps.filter((step) => "say" in step);
    calls.forEach((call, at) => this.#call(call, at === calls.length - 1 ? speech : []));
    line.send({ serverContent: { generationComplete: true } });
    this.#complete(turn, "", { called: true });
    for (const step of steps) if (!isSpeechOrCall(step)) await this.#performer.perform(step, turn);
  }

  async #playCallsAfterwards(steps: Step[], calls: Call[], turn: Turn) {
    turn.status = "IN_PROGRESS";
    for (const step of steps) if (!("call" in step || "callEnd" in step)) await this.#performer.perform(step, turn);
    const speaks = steps.some((step) => "say" in step);
    if (speaks) await this.#finish(steps, turn);
    void wait(speaks ? callAfterTurnMs * this.#options.behaviour.pace : 0, this.#closed.signal).then(
      () => calls.forEach((call) => this.#call(call, [])),
      () => undefined,
    );
  }

  /** A call that outlives its turn; it is forgotten where the connection closes. */
  #call({ name, args }: Call, then: Step[]) {
    this.#options.calls.make(name, args, this.#closed.signal, then).catch(() => undefined);
  }

  async #finish(steps: Step[], turn: Turn) {
    const { line, behaviour } = this.#options;
    if (turn.finish === "never" || !line.open) return;
    line.send({ serverContent: { generationComplete: true } });
    turn.generated = true;
    await wait(turn.lagMs === undefined ? turn.playedAtMs - performance.now() : turn.lagMs * behaviour.pace, turn.stop.signal);
    if (turn.finish !== "generation") this.#complete(turn, steps.map((step) => ("say" in step ? wordsOf(step.say) : "")).join(""));
  }

  #complete(turn: Turn, said: string, { called = false } = {}) {
    const { line, behaviour, profile, context } = this.#options;
    const { thoughtTokens } = profile;
    line.send({
      serverContent: {
        turnComplete: true,
        ...(turn.finish === "rejected" && { turnCompleteReason: "RESPONSE_REJECTED" }),
        ...(profile.interactionStatus && { interactionStatus: turn.status }),
      },
      ...(behaviour.usage === "turn" && usage(context, { soundMs: turn.soundMs, called, thoughtTokens })),
    });
    closeTurn(context, { soundMs: turn.soundMs, said });
    this.#options.onTurnEnd(said);
  }
}

/** Time from the turnComplete with status IN_PROGRESS to the call that follows. */
const callAfterTurnMs = 850;

const isSpeechOrCall = (step: Step) => "say" in step || "call" in step || "callEnd" in step;
