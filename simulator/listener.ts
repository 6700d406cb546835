import type { RealtimeInput } from "./client-message.ts";
import { Ear } from "./ear.ts";
import type { Close } from "./google-error.ts";
import type { Later } from "./later.ts";
import type { Line } from "./line.ts";
import type { Profile } from "./profiles.ts";
import type { SessionRecord } from "./record.ts";
import type { Behaviour } from "./scenario.ts";
import type { Setup } from "./setup.ts";
import { Transcriber } from "./transcriber.ts";
import type { Activity } from "./voice-activity.ts";

type Options = {
  line: Line;
  record: SessionRecord;
  setup: Setup;
  behaviour: Behaviour;
  profile: Profile;
  /** Delays the model's reaction. */
  replies: Later;
  /** False if nobody will answer. */
  hasAnswer: () => boolean;
  /** The candidate began to speak, over whatever the model is doing. */
  onBargeIn: () => void;
  /** The candidate has said or written something. */
  onWords: (words: { text: string; spokenMs: number }) => void;
  /** The model's turn begins. `before` runs right before it, `after` once it can be heard. */
  onTurn: (before: () => void, after: () => void) => void;
};

/** The candidate's side of a session: turns sound and text into utterances, their transcription and the model's turn. */
export class Listener {
  #options: Options;
  #ear: Ear;
  #transcriber: Transcriber;
  /** A finished utterance that has no answer yet. Speech that resumes now is joined to it. */
  #unanswered: { spokenMs: number; takeBack: () => void } | null = null;
  #answers = 0;
  #texts = 0;
  /** Texts received during the current activity; they belong to its turn. */
  #framed: string[] = [];

  constructor(options: Options) {
    const { line, record, setup, behaviour, profile } = options;
    this.#options = options;
    this.#ear = new Ear({ record, setup, profile, hears: behaviour.hears, notice: (activity) => this.#notice(activity) });
    this.#transcriber = new Transcriber({ line, profile, behaviour, asked: setup.inputAudioTranscription !== undefined });
  }

  get speaking() {
    return this.#ear.speaking;
  }

  /** Takes realtime input. Gives the close with which Google rejects it, or null. */
  hear(input: RealtimeInput): Close | null {
    if (input.text !== undefined) this.#read(input.text);
    return this.#ear.take(input);
  }

  #read(text: string) {
    const { record, onWords } = this.#options;
    record.texts.push(text);
    onWords({ text, spokenMs: 0 });
    if (this.#ear.isFramed) this.#framed.push(text);
    else this.#answerText(text);
  }

  #answerText(text: string) {
    const { profile, behaviour, replies, onTurn } = this.#options;
    this.#texts += 1;
    const echo = () => (profile.echoesTexts ? this.#transcriber.write(text) : undefined);
    if (this.#texts <= behaviour.ignoresTexts) echo();
    else replies.run(() => onTurn(echo, () => undefined));
  }

  #notice(activity: Activity) {
    const { setup, replies, onBargeIn } = this.#options;
    const atMs = this.#ear.heardMs;
    if (activity.type === "end") {
      const texts = this.#framed.splice(0).join("\n");
      if (activity.spokenMs === 0 && texts !== "") return this.#answerText(texts);
      const spokenMs = activity.spokenMs + (this.#unanswered?.spokenMs ?? 0);
      this.#unanswered = { spokenMs, takeBack: () => undefined };
      const takeBack = replies.run(() => this.#answerTo(spokenMs, atMs));
      if (this.#unanswered) this.#unanswered.takeBack = takeBack;
      return;
    }
    this.#transcriber.notice("ACTIVITY_START", atMs);
    this.#unanswered?.takeBack();
    if (setup.realtimeInputConfig?.activityHandling !== "NO_INTERRUPTION") onBargeIn();
  }

  #answerTo(spokenMs: number, endMs: number) {
    const { behaviour, hasAnswer, onWords, onTurn } = this.#options;
    this.#unanswered = null;
    this.#answers += 1;
    const isSwallowed = behaviour.swallowEvery > 0 && this.#answers % behaviour.swallowEvery === 0;
    const { text, before, after } = this.#transcriber.transcribe(spokenMs, { endMs, willBeAnswered: !isSwallowed && hasAnswer() });
    onWords({ text, spokenMs });
    if (isSwallowed) before();
    else onTurn(before, after);
  }
}
