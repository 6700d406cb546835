import type { ClientMessage, RealtimeInput } from "./client-message.ts";
import { Calls } from "./calls.ts";
import { invalidArgument, notFound, type Close } from "./google-error.ts";
import type { Conversation, Handles, Memory } from "./handles.ts";
import type { Line } from "./line.ts";
import { Mouth } from "./mouth.ts";
import type { SessionRecord } from "./record.ts";
import type { Behaviour, Step } from "./scenario.ts";
import { functionBehaviour, type Setup } from "./setup.ts";
import { wordsOf } from "./turn.ts";
import { VoiceActivity, type Activity } from "./voice-activity.ts";

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
  #voice: VoiceActivity | null;
  #answers = 0;
  #heardMs = 0;
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
    const detection = setup.realtimeInputConfig?.automaticActivityDetection ?? {};
    this.#voice = detection.disabled === true ? null : detector(detection);
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

  /** A step told over /control: speech waits for its turn, everything else happens now. */
  act(step: Step): Promise<void> {
    if ("say" in step) return this.#mouth.play([step]);
    if ("interrupted" in step && this.#mouth.interrupt()) return Promise.resolve();
    if ("stall" in step) this.#mouth.stop();
    return this.#mouth.perform(step);
  }

  #hear(input: RealtimeInput): Close | null {
    const { record } = this.#options;
    if (input.mediaChunks) return { code: 1007, reason: "realtime_input.media_chunks is deprecated. Use audio, video, or text instead." };
    if ((input.activityStart ?? input.activityEnd) && this.#voice)
      return { code: 1007, reason: "Explicit activity control is not supported when automatic activity detection is enabled." };
    if (input.audioStreamEnd && !this.#voice) return invalidArgument;
    if (input.text !== undefined) {
      record.texts.push(input.text);
      this.#known += input.text;
      this.#takeTurn();
    }
    if (input.audio) {
      const rate = /^audio\/pcm(?:;\s*rate=(\d+))?$/.exec(input.audio.mimeType);
      if (!rate) return invalidArgument;
      const pcm = Buffer.from(input.audio.data, "base64");
      record.hear(pcm);
      const hertz = Number(rate[1] ?? 16_000);
      this.#heardMs += (pcm.length * 500) / hertz;
      if (this.#options.behaviour.hears) this.#voice?.hear(pcm, hertz).forEach((activity) => this.#notice(activity));
    }
    if (input.audioStreamEnd) {
      record.streamEnds += 1;
      this.#voice?.flush().forEach((activity) => this.#notice(activity));
    }
    if (input.activityStart) {
      this.#heardMs = 0;
      this.#notice({ type: "start" });
    }
    if (input.activityEnd) this.#notice({ type: "end", spokenMs: this.#heardMs });
    return null;
  }

  #notice(activity: Activity) {
    const { setup, behaviour } = this.#options;
    if (activity.type === "end") return this.#answerTo(activity.spokenMs);
    if (setup.realtimeInputConfig?.activityHandling !== "NO_INTERRUPTION" && behaviour.hears) this.#mouth.interrupt();
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

  /** The next turn that has not been said: a model which is told what it has said does not say it again. */
  #upcoming(): number | undefined {
    const { behaviour, memory } = this.#options;
    if (memory && behaviour.poisoned) return undefined;
    const { turns, repeatFrom } = behaviour;
    for (let at = this.#memory.nextTurn; at < turns.length; at++) if (!this.#isKnown(turns[at] ?? [])) return at;
    return repeatFrom === null || repeatFrom >= turns.length ? undefined : repeatFrom;
  }

  #isKnown(steps: Step[]) {
    const words = steps.map((step) => ("say" in step ? wordsOf(step.say) : "")).join("");
    return words.length > 20 && this.#known.includes(JSON.stringify(words).slice(1, -1));
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
    const { line, setup, behaviour, handles, conversation } = this.#options;
    if (!setup.sessionResumption || !behaviour.handles) return;
    if (!resumable) return line.send({ sessionResumptionUpdate: {} });
    line.send({ sessionResumptionUpdate: { newHandle: handles.issue(this.#memory, conversation), resumable: true } });
  }
}

type Detection = NonNullable<NonNullable<Setup["realtimeInputConfig"]>["automaticActivityDetection"]>;

/** Thresholds are RMS of 16-bit samples. */
const detector = ({ prefixPaddingMs = 40, silenceDurationMs = 500, startOfSpeechSensitivity }: Detection) =>
  new VoiceActivity({ prefixPaddingMs, silenceDurationMs, threshold: startOfSpeechSensitivity === "START_SENSITIVITY_LOW" ? 900 : 300 });
