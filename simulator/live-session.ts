import { Calls, type Answered } from "./calls.ts";
import type { ClientMessage, RealtimeInput } from "./client-message.ts";
import { Ear } from "./ear.ts";
import { invalidArgument, notFound, schedulingNotSupported, type Close } from "./google-error.ts";
import type { Conversation, Handles, Memory } from "./handles.ts";
import { Lifetime } from "./lifetime.ts";
import type { Line } from "./line.ts";
import { Mouth } from "./mouth.ts";
import type { Profile } from "./profiles.ts";
import type { SessionRecord } from "./record.ts";
import { Repertoire } from "./repertoire.ts";
import { Resumption } from "./resumption.ts";
import type { Behaviour, Step, Told } from "./scenario.ts";
import { functionBehaviour, type Setup } from "./setup.ts";
import { Transcriber } from "./transcriber.ts";
import { openContext, takeIn } from "./usage.ts";
import type { Activity } from "./voice-activity.ts";

type Options = {
  line: Line;
  record: SessionRecord;
  setup: Setup;
  behaviour: Behaviour;
  profile: Profile;
  handles: Handles;
  conversation: Conversation;
  /** What the handle brought back; null in a fresh session. */
  memory: Memory | null;
};

const schedulingRefusedAfterMs = 120;

/** One Live session after its setupComplete: hears, decides whose turn it is, and lets the mouth speak. */
export class LiveSession {
  #options: Options;
  #memory: Memory;
  #repertoire: Repertoire;
  #transcriber: Transcriber;
  #resumption: Resumption;
  #calls: Calls;
  #mouth: Mouth;
  #ear: Ear;
  #lifetime: Lifetime;
  #replies = new Set<NodeJS.Timeout>();
  /** An utterance that is over and not answered yet: going on joins it to the next one. */
  #utterance: { spokenMs: number; reply: NodeJS.Timeout | null } | null = null;
  #answers = 0;
  #texts = 0;

  constructor(options: Options) {
    this.#options = options;
    const { line, record, setup, behaviour, profile, handles, conversation } = options;
    const instruction = setup.systemInstruction?.parts.map(({ text }) => text).join("\n") ?? "";
    const memory = options.memory ?? { nextTurn: 0, lastLine: "", context: openContext(profile, instruction) };
    this.#memory = memory;
    this.#repertoire = new Repertoire({ behaviour, memory, instruction: JSON.stringify(instruction) });
    this.#transcriber = new Transcriber({ line, profile, behaviour, asked: setup.inputAudioTranscription !== undefined });
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
    this.#ear = new Ear({ record, setup, profile, hears: behaviour.hears, notice: (activity) => this.#notice(activity) });
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
    this.#replies.forEach(clearTimeout);
    this.#lifetime.end();
    this.#resumption.end();
    this.#mouth.stop();
  }

  /** The close with which Google answers a message it will not take, or null. */
  receive({ realtimeInput, clientContent, toolResponse, contextUpdate }: ClientMessage): Close | null {
    const { record, setup, profile } = this.#options;
    if (realtimeInput) return this.#hear(realtimeInput);
    if (contextUpdate) record.contextUpdates.push(contextUpdate);
    if (toolResponse) return this.#takeAnswers(toolResponse.functionResponses);
    if (clientContent) {
      if (profile.clientContent === "history" && !setup.historyConfig) return invalidArgument;
      record.clientContents.push(clientContent);
      const text = JSON.stringify(clientContent.turns);
      this.#repertoire.learn(text);
      takeIn(this.#memory.context, { text, spokenMs: 0 });
      this.#mouth.interrupt();
      if (clientContent.turnComplete) this.#replyLater(() => this.#takeTurn());
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
      this.#resumption.issue();
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
    if (input.text !== undefined) this.#read(input.text);
    const refusal = this.#ear.take(input);
    const isIdle = !this.#ear.speaking && !this.#mouth.generating && this.#replies.size === 0;
    if (isIdle && (input.audio ?? input.mediaChunks)) this.#resumption.idle();
    return refusal;
  }

  #read(text: string) {
    const { record, profile, behaviour } = this.#options;
    record.texts.push(text);
    this.#repertoire.learn(text);
    takeIn(this.#memory.context, { text, spokenMs: 0 });
    this.#texts += 1;
    const echo = profile.echoesTexts ? () => this.#transcriber.write(text) : undefined;
    if (this.#texts <= behaviour.ignoresTexts) echo?.();
    else this.#replyLater(() => this.#takeTurn(echo));
  }

  #notice(activity: Activity) {
    const { setup } = this.#options;
    const atMs = this.#ear.heardMs;
    if (activity.type === "end") {
      const spokenMs = activity.spokenMs + (this.#utterance?.spokenMs ?? 0);
      this.#utterance = { spokenMs, reply: null };
      this.#utterance.reply = this.#replyLater(() => this.#answerTo(spokenMs, atMs));
      return;
    }
    this.#transcriber.notice("ACTIVITY_START", atMs);
    if (this.#utterance?.reply) this.#takeBack(this.#utterance.reply);
    const interrupts = setup.realtimeInputConfig?.activityHandling !== "NO_INTERRUPTION";
    if (interrupts && !this.#mouth.interrupt()) this.#calls.cancelBlocking();
  }

  #answerTo(spokenMs: number, endMs: number) {
    const { behaviour } = this.#options;
    this.#utterance = null;
    this.#answers += 1;
    const isSwallowed = behaviour.swallowEvery > 0 && this.#answers % behaviour.swallowEvery === 0;
    const willBeAnswered = !isSwallowed && !this.#isMute;
    const { text, before, after } = this.#transcriber.transcribe(spokenMs, { endMs, willBeAnswered });
    takeIn(this.#memory.context, { text, spokenMs });
    this.#mouth.afterSound(after);
    if (isSwallowed) before();
    else this.#takeTurn(before);
  }

  get #isMute() {
    const { memory, behaviour } = this.#options;
    return (memory !== null && behaviour.poisoned) || this.#repertoire.isExhausted;
  }

  #replyLater(reply: () => void): NodeJS.Timeout | null {
    const { profile, behaviour } = this.#options;
    const waitMs = profile.replyMs * behaviour.pace;
    if (waitMs === 0) {
      reply();
      return null;
    }
    const timer = setTimeout(() => {
      this.#replies.delete(timer);
      reply();
    }, waitMs);
    this.#replies.add(timer);
    return timer;
  }

  #takeBack(reply: NodeJS.Timeout) {
    clearTimeout(reply);
    this.#replies.delete(reply);
  }

  #takeTurn(before?: () => void) {
    const steps = this.#isMute ? undefined : this.#repertoire.next();
    if (steps) void this.#mouth.play(steps, before);
    else before?.();
  }

  #takeAnswers(answers: NonNullable<ClientMessage["toolResponse"]>["functionResponses"]): Close | null {
    const { record, profile, line, behaviour } = this.#options;
    for (const answer of answers) {
      record.toolResponses.push(answer);
      const call = this.#calls.answer(answer.id, answer.willContinue === true);
      if (!call) return notFound;
      if (answer.scheduling !== undefined && !profile.takesScheduling) {
        if (behaviour.pace === 0) return schedulingNotSupported;
        setTimeout(() => line.close(schedulingNotSupported), schedulingRefusedAfterMs * behaviour.pace);
      } else this.#speakAfter(call, answer.scheduling === "SILENT");
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
    this.#replyLater(() => {
      if (then.length > 0) void this.#mouth.play(then);
      else if (profile.interactionStatus && this.#isMute) void this.#mouth.play([emptyTurn]);
      else this.#takeTurn();
    });
  }
}

/** The model has nothing to say, and says that it is done. */
const emptyTurn: Step = { say: { text: "", ms: 0 } };
