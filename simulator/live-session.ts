import type { ClientMessage, RealtimeInput } from "./client-message.ts";
import { Calls } from "./calls.ts";
import { Ear } from "./ear.ts";
import { invalidArgument, notFound, type Close } from "./google-error.ts";
import type { Conversation, Handles, Memory } from "./handles.ts";
import type { Line } from "./line.ts";
import { Mouth } from "./mouth.ts";
import type { SessionRecord } from "./record.ts";
import type { Behaviour, Step, Told } from "./scenario.ts";
import { functionBehaviour, type Setup } from "./setup.ts";
import { wordsOf } from "./turn.ts";
import type { Activity } from "./voice-activity.ts";

type Options = {
  line: Line;
  record: SessionRecord;
  setup: Setup;
  behaviour: Behaviour;
  handles: Handles;
  conversation: Conversation;
  /** What the handle brought back; null in a fresh session. */
  memory: Memory | null;
};

/** One Live session after its setupComplete: hears, decides whose turn it is, and lets the mouth speak. */
export class LiveSession {
  #options: Options;
  #memory: Memory;
  #known: string;
  #calls: Calls;
  #mouth: Mouth;
  #ear: Ear;
  #answers = 0;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: Options) {
    this.#options = options;
    const { line, record, setup, behaviour } = options;
    this.#memory = options.memory ?? { nextTurn: 0, lastLine: "" };
    this.#known = JSON.stringify(setup.systemInstruction ?? "");
    this.#calls = new Calls(line, (name) => functionBehaviour(setup, name));
    this.#mouth = new Mouth({
      line,
      record,
      behaviour,
      captions: setup.outputAudioTranscription !== undefined,
      calls: this.#calls,
      onTurnStart: () => this.#reportResumption(false),
      onTurnEnd: (said) => {
        if (said !== "") this.#memory.lastLine = said;
        this.#reportResumption(!this.#calls.pending);
      },
    });
    this.#ear = new Ear({ record, setup, hears: behaviour.hears, notice: (activity) => this.#notice(activity) });
  }

  begin() {
    const { line, behaviour, memory } = this.#options;
    if (memory && behaviour.replayLast && memory.lastLine !== "")
      line.send({ serverContent: { outputTranscription: { text: memory.lastLine } } });
    const { lifetime } = behaviour;
    if (!lifetime) return;
    const timers = [setTimeout(() => (lifetime.end === "terminate" ? line.terminate() : line.close(lifetime.end)), lifetime.ms)];
    const { goAwayMs } = lifetime;
    if (goAwayMs !== null) timers.push(setTimeout(() => this.#mouth.goAway(`${(lifetime.ms - goAwayMs) / 1000}s`, null), goAwayMs));
    this.#timers = timers;
  }

  end() {
    this.#timers.forEach(clearTimeout);
    this.#mouth.stop();
  }

  /** The close with which Google answers a message it will not take, or null. */
  receive({ realtimeInput, clientContent, toolResponse, contextUpdate }: ClientMessage): Close | null {
    const { record, setup } = this.#options;
    if (realtimeInput) return this.#hear(realtimeInput);
    if (contextUpdate) record.contextUpdates.push(contextUpdate);
    if (toolResponse) return this.#takeAnswers(toolResponse.functionResponses);
    if (clientContent) {
      if (setup.model.includes("gemini-3.1") && !setup.historyConfig) return invalidArgument;
      record.clientContents.push(clientContent);
      this.#known += JSON.stringify(clientContent.turns);
      this.#mouth.interrupt();
      if (clientContent.turnComplete) this.#takeTurn();
    }
    return null;
  }

  /**
   * A step told over /control: speech waits for its turn, everything else happens now. Resolves when it is done, a call when it is made;
   * to false when the setup declares no such function.
   */
  async act(step: Told): Promise<boolean> {
    if ("completeSetup" in step) return false;
    if ("issueHandle" in step) {
      this.#issueHandle();
      return true;
    }
    if ("say" in step) return this.#mouth.play([step]).then(() => true);
    if ("interrupted" in step && this.#mouth.interrupt()) return true;
    if ("stall" in step) this.#mouth.stop();
    const performed = this.#mouth.perform(step);
    if ("callEnd" in step) return this.#calls.declares("end_interview");
    if ("call" in step) return this.#calls.declares(step.call.name);
    return performed.then(() => true);
  }

  #hear(input: RealtimeInput): Close | null {
    if (input.text !== undefined) {
      this.#options.record.texts.push(input.text);
      this.#known += input.text;
      this.#takeTurn();
    }
    return this.#ear.take(input);
  }

  #notice(activity: Activity) {
    if (activity.type === "end") this.#answerTo(activity.spokenMs);
    else if (this.#options.setup.realtimeInputConfig?.activityHandling !== "NO_INTERRUPTION") this.#mouth.interrupt();
  }

  /** The simulator understands no speech and does not pretend to: the transcription says how long it lasted. */
  #answerTo(spokenMs: number) {
    const { line, setup, behaviour } = this.#options;
    this.#answers += 1;
    const deltas = setup.inputAudioTranscription ? ["[spoke", " for", ` ${(spokenMs / 1000).toFixed(1)}`, " s]"] : [];
    const late =
      behaviour.lateEvery > 0 && this.#answers % behaviour.lateEvery === 0 && this.#upcoming() !== undefined ? deltas.splice(-1) : [];
    const transcribe = (text: string) => line.send({ serverContent: { inputTranscription: { text } } });
    deltas.forEach(transcribe);
    this.#mouth.afterSound(() => late.forEach(transcribe));
    this.#takeTurn();
  }

  #takeTurn() {
    const at = this.#upcoming();
    const steps = at === undefined ? undefined : this.#options.behaviour.turns[at];
    if (at === undefined || !steps) return;
    this.#memory.nextTurn = at + 1;
    void this.#mouth.play(steps);
  }

  /** The turn after the last one that was said, here or in what the model was told of the conversation before. */
  #upcoming(): number | undefined {
    const { behaviour, memory } = this.#options;
    if (memory && behaviour.poisoned) return undefined;
    const { turns, repeatFrom } = behaviour;
    const next = Math.max(this.#memory.nextTurn, turns.findLastIndex((steps) => this.#isKnown(steps)) + 1);
    if (next < turns.length) return next;
    return repeatFrom === null || repeatFrom >= turns.length ? undefined : repeatFrom;
  }

  #isKnown(steps: Step[]) {
    const opening = steps
      .map((step) => ("say" in step ? wordsOf(step.say) : ""))
      .join("")
      .slice(0, 40);
    return opening.length > 12 && this.#known.includes(JSON.stringify(opening).slice(1, -1));
  }

  #takeAnswers(answers: NonNullable<ClientMessage["toolResponse"]>["functionResponses"]): Close | null {
    for (const answer of answers) {
      this.#options.record.toolResponses.push(answer);
      const kind = this.#calls.answer(answer.id);
      if (kind === undefined) return notFound;
      if (kind === "NON_BLOCKING" && answer.scheduling !== "SILENT") this.#takeTurn();
    }
    if (!this.#mouth.busy && !this.#calls.pending) this.#reportResumption(true);
    return null;
  }

  #reportResumption(resumable: boolean) {
    const { line, setup, behaviour } = this.#options;
    if (!setup.sessionResumption || !behaviour.handles) return;
    if (resumable) this.#issueHandle();
    else line.send({ sessionResumptionUpdate: {} });
  }

  #issueHandle() {
    const { line, handles, conversation } = this.#options;
    line.send({ sessionResumptionUpdate: { newHandle: handles.issue(this.#memory, conversation), resumable: true } });
  }
}
