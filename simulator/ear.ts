import type { RealtimeInput } from "./client-message.ts";
import { invalidArgument, type Close } from "./google-error.ts";
import type { SessionRecord } from "./record.ts";
import type { Setup } from "./setup.ts";
import { VoiceActivity, type Activity } from "./voice-activity.ts";

type Options = { record: SessionRecord; setup: Setup; hears: boolean; notice: (activity: Activity) => void };

const activityNotExplicit = "Explicit activity control is not supported when automatic activity detection is enabled.";
const mediaChunksGone = "realtime_input.media_chunks is deprecated. Use audio, video, or text instead.";
const pcmType = /^audio\/pcm(?:;\s*rate=(\d+))?$/;
const defaultRate = 16_000;

/** Takes the candidate's sound and finds where speech starts and ends, by energy or as the client tells. */
export class Ear {
  #options: Options;
  #voice: VoiceActivity | null;
  #sinceStartMs = 0;

  constructor(options: Options) {
    this.#options = options;
    const detection = options.setup.realtimeInputConfig?.automaticActivityDetection ?? {};
    this.#voice = detection.disabled === true ? null : detector(detection);
  }

  /** The close with which Google answers input it will not take, or null. */
  take({ audio, audioStreamEnd, activityStart, activityEnd, mediaChunks }: RealtimeInput): Close | null {
    if (mediaChunks) return { code: 1007, reason: mediaChunksGone };
    if ((activityStart ?? activityEnd) && this.#voice) return { code: 1007, reason: activityNotExplicit };
    if (audioStreamEnd && !this.#voice) return invalidArgument;
    if (audio) {
      const type = pcmType.exec(audio.mimeType);
      if (!type) return invalidArgument;
      this.#hear(Buffer.from(audio.data, "base64"), Number(type[1] ?? defaultRate));
    }
    if (audioStreamEnd) {
      this.#options.record.streamEnds += 1;
      this.#notice(this.#voice?.flush() ?? []);
    }
    if (activityStart) {
      this.#sinceStartMs = 0;
      this.#notice([{ type: "start" }]);
    }
    if (activityEnd) this.#notice([{ type: "end", spokenMs: this.#sinceStartMs }]);
    return null;
  }

  #hear(pcm: Buffer, rate: number) {
    this.#options.record.hear(pcm);
    this.#sinceStartMs += (pcm.length * 500) / rate;
    this.#notice(this.#voice?.hear(pcm, rate) ?? []);
  }

  #notice(activities: Activity[]) {
    if (this.#options.hears) activities.forEach(this.#options.notice);
  }
}

type Detection = NonNullable<NonNullable<Setup["realtimeInputConfig"]>["automaticActivityDetection"]>;

/** Thresholds are RMS of 16-bit samples. */
const detector = ({ prefixPaddingMs = 40, silenceDurationMs = 500, startOfSpeechSensitivity }: Detection) =>
  new VoiceActivity({ prefixPaddingMs, silenceDurationMs, threshold: startOfSpeechSensitivity === "START_SENSITIVITY_LOW" ? 900 : 300 });
