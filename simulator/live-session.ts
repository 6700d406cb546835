import { Calls, type Answered } from "./calls.ts";
import type { ClientMessage } from "./client-message.ts";
import { invalidArgument, notFound, schedulingNotSupported, type Close } from "./google-error.ts";
import type { Conversation, Handles, Memory } from "./handles.ts";
import { Later } from "./later.ts";
import { Lifetime } from "./lifetime.ts";
import type { Line } from "./line.ts";
import { Listener } from "./listener.ts";
import { Mouth } from "./mouth.ts";
import { noteOf, plannedIn } from "./notes.ts";
import type { Profile } from "./profiles.ts";
import type { SessionRecord } from "./record.ts";
import { Repertoire } from "./repertoire.ts";
import { Resumption } from "./resumption.ts";
import type { Behaviour, Command, Step } from "./scenario.ts";
import { functionBehaviour, type Setup } from "./setup.ts";
import { openContext, takeIn } from "./usage.ts";

type Options = {
  line: Line;
  record: SessionRecord;
  setup: Setup;
  behaviour: Behaviour;
  profile: Profile;
  handles: Handles;
  conversation: Conversation;
  /** The memory that a handle brought back; null in a fresh session. */
  memory: Memory | null;
};

const schedulingRefusedAfterMs = 120;

/** The question plan in an instruction. It is cut out of what counts as already said. */
const plan = /<<<plan\n.*?\nplan>>>/s;

/** A Live session after its setupComplete: it listens, decides whose turn it is, and lets the mouth speak. */
export class LiveSession {
  #options: Options;
  #memory: Memory;
  #planned: Map<string, string>;
  #repertoire: Repertoire;
  #resumption: Resumption;
  #calls: Calls;
  #mouth: Mouth;
  #replies: Later;
  #refusals: Later;
  #listener: Listener;
  #lifetime: Lifetime;

  constructor(options: Options) {
    this.#options = options;
    const { line, record, setup, behaviour, profile, handles, conversation } = options;
    const instruction = setup.systemInstruction?.parts.map(({ text }) => text).join("\n") ?? "";
    const memory = options.memory ?? { nextTurn: 0, lastLine: "", context: openContext(profile, instruction) };
    this.#memory = memory;
    this.#planned = plannedIn(behaviour.notes ? instruction : "");
    this.#repertoire = new Repertoire({ behaviour, memory, instruction: JSON.stringify(instruction.replace(plan, "")) });
    this.#resumption = new Resumption({
      line,
      profile,
      pace: behaviour.pace,
      asked: setup.sessionResumption !== undefined,
      isOff: !behaviour.handles,
      issue: () => handles.issue(memory, conversation, profile.handleRemembers),
    });
    this.#calls = new Calls(line, (name) => functionBehaviour(setup, profile, name));
    this.#mouth = new Mouth({
      line,
      record,
      behaviour,
      profile,
      captions: behaviour.captions && setup.outputAudioTranscription !== undefined,
      thoughts: setup.generationConfig?.thinkingConfig?.includeThoughts === true,
      calls: this.#calls,
      context: memory.context,
      onTurnStart: () => this.#resumption.turnStarted(),
      onTurnEnd: (said) => {
        if (said !== "") memory.lastLine = said;
        this.#resumption.turnEnded({ resumable: !this.#calls.pending });
      },
    });
    this.#replies = new Later(profile.replyMs * behaviour.pace);
    this.#refusals = new Later(schedulingRefusedAfterMs * behaviour.pace);
    this.#listener = new Listener({
      line,
      record,
      setup,
      behaviour,
      profile,
      replies: this.#replies,
      hasAnswer: () => !this.#isMute,
      onBargeIn: () => this.#mouth.interrupt() || this.#calls.cancelBlocking(),
      onWords: (words) => this.#takeIn(words),
      onTurn: (before, after) => this.#takeTurn(before, after),
    });
    this.#lifetime = new Lifetime({ line, limit: behaviour.lifetime, goAway: (timeLeft) => this.#mouth.goAway(timeLeft, null) });
  }

  begin() {
    const { line, behaviour, memory } = this.#options;
    if (memory && behaviour.replayLast && memory.lastLine !== "")
      line.send({ serverContent: { outputTranscription: { text: memory.lastLine } } });
    this.#resumption.begin();
    this.#lifetime.begin();
  }

  end() {
    this.#replies.end();
    this.#refusals.end();
    this.#lifetime.end();
    this.#resumption.end();
    this.#mouth.stop();
  }

  /** Takes a message. Gives the close with which Google rejects it, or null. */
  receive({ realtimeInput, clientContent, toolResponse, contextUpdate }: ClientMessage): Close | null {
    const { record, setup, profile } = this.#options;
    if (realtimeInput) {
      const refusal = this.#listener.hear(realtimeInput);
      const isIdle = !this.#listener.speaking && !this.#mouth.generating && !this.#replies.pending;
      if (isIdle && (realtimeInput.audio ?? realtimeInput.mediaChunks)) this.#resumption.idle();
      return refusal;
    }
    if (contextUpdate) record.contextUpdates.push(contextUpdate);
    if (toolResponse) return this.#takeAnswers(toolResponse.functionResponses);
    if (clientContent) {
      if (profile.clientContent === "history" && !setup.historyConfig) return invalidArgument;
      record.clientContents.push(clientContent);
      this.#takeIn({ text: JSON.stringify(clientContent.turns), spokenMs: 0 });
      this.#mouth.interrupt();
      if (clientContent.turnComplete) this.#replies.run(() => this.#takeTurn());
    }
    return null;
  }

  /**
   * Performs a step that came over /control: speech waits for its turn, everything else happens now. Resolves when it is done, or in the
   * case of a call when it has been made; to false if the setup declares no such function.
   */
  async act(step: Command): Promise<boolean> {
    if ("completeSetup" in step) return false;
    if ("issueHandle" in step) {
      this.#resumption.issue();
      return true;
    }
    if ("say" in step) return this.#mouth.play(() => [step]).then(() => true);
    if ("interrupted" in step && this.#mouth.interrupt()) return true;
    if ("stall" in step) this.#mouth.stop();
    const performed = this.#mouth.perform(step);
    if ("callEnd" in step) return this.#calls.declares("end_interview");
    if ("call" in step) return this.#calls.declares(step.call.name);
    return performed.then(() => true);
  }

  #takeIn(words: { text: string; spokenMs: number }) {
    this.#repertoire.learn(words.text);
    takeIn(this.#memory.context, words);
  }

  get #isMute() {
    const { memory, behaviour } = this.#options;
    return (memory !== null && behaviour.poisoned) || this.#repertoire.isExhausted;
  }

  #takeTurn(before?: () => void, after?: () => void) {
    if (this.#isMute) return before?.();
    const choose = () => {
      const steps = this.#repertoire.next();
      if (steps && after) this.#mouth.afterSound(after);
      return steps && this.#noted(steps);
    };
    void this.#mouth.play(choose, before);
  }

  /** The steps of a turn, preceded by a note_question call if the turn asks a planned question. */
  #noted(steps: Step[]): Step[] {
    const note = noteOf(this.#planned, steps);
    return note ? [note, ...steps] : steps;
  }

  #takeAnswers(answers: NonNullable<ClientMessage["toolResponse"]>["functionResponses"]): Close | null {
    const { record, profile, line } = this.#options;
    for (const answer of answers) {
      record.toolResponses.push(answer);
      const call = this.#calls.answer(answer.id, answer.willContinue === true);
      if (!call) return notFound;
      if (answer.scheduling !== undefined && !profile.takesScheduling) this.#refusals.run(() => line.close(schedulingNotSupported));
      else if (!answer.name && profile.unnamedAnswer === "failed") this.#replies.run(() => void this.#mouth.play(() => [apology]));
      else if (this.#options.behaviour.insists && isRefused(answer.response))
        this.#calls.make("end_interview", {}, new AbortController().signal, call.then).catch(() => undefined);
      else this.#speakAfter(call, answer.scheduling === "SILENT");
    }
    if (!this.#mouth.busy && !this.#calls.pending) this.#resumption.turnEnded({ resumable: true });
    return null;
  }

  #speakAfter({ kind, then, continued }: Answered, wantsSilence: boolean) {
    const { profile } = this.#options;
    if (kind === "NON_BLOCKING" && wantsSilence) return;
    if (profile.calls === "in turn") {
      if (kind === "NON_BLOCKING") this.#takeTurn();
      return;
    }
    if (continued && profile.finalAnswer === "dropped") return;
    this.#replies.run(() => {
      if (then.length > 0) void this.#mouth.play(() => then);
      else if (profile.interactionStatus && this.#isMute) void this.#mouth.play(() => [emptyTurn]);
      else this.#takeTurn();
    });
  }
}

const apology: Step = { say: { text: "I am sorry, a system error has occurred.", ms: 2000 } };

/** A turn without words: the model has nothing to say. */
const emptyTurn: Step = { say: { text: "", ms: 0 } };

const isRefused = (response: unknown): boolean =>
  typeof response === "object" && response !== null && "status" in response && response.status === "refused";
