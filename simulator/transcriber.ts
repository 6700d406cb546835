import type { Line } from "./line.ts";
import type { Profile } from "./profiles.ts";
import type { Behaviour } from "./scenario.ts";

type Options = { line: Line; profile: Profile; behaviour: Behaviour; asked: boolean };

/**
 * Writes the transcription of what the candidate said. It understands no speech: unless the scenario gives the words, it writes the
 * duration.
 */
export class Transcriber {
  #options: Options;
  #answers = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Sends the deltas of an utterance. Gives its text, what to send right before the model's turn, and what to send once the model has begun
   * to speak.
   */
  transcribe(spokenMs: number, { endMs, willBeAnswered }: { endMs: number; willBeAnswered: boolean }) {
    const { behaviour, profile, asked } = this.#options;
    const { lateEvery, heardAs } = behaviour;
    const text = heardAs[this.#answers] ?? `[spoke for ${(spokenMs / 1000).toFixed(1)} s]`;
    this.#answers += 1;
    const isWhole = profile.transcription === "whole";
    const deltas = asked && !isWhole ? (text.match(/\s*\S+/g) ?? []) : [];
    const late = lateEvery > 0 && this.#answers % lateEvery === 0 && willBeAnswered ? deltas.splice(-1) : [];
    deltas.forEach((delta) => this.write(delta));
    return {
      text,
      before: () => {
        if (asked && isWhole) this.write(text);
        this.notice("ACTIVITY_END", endMs);
      },
      after: () => late.forEach((delta) => this.write(delta)),
    };
  }

  write(text: string) {
    this.#options.line.send({ serverContent: { inputTranscription: { text } } });
  }

  notice(type: "ACTIVITY_START" | "ACTIVITY_END", atMs: number) {
    if (!this.#options.profile.voiceActivity) return;
    this.#options.line.send({ serverContent: {}, voiceActivity: { type, audioOffset: `${(atMs / 1000).toFixed(3)}s` } });
  }
}
