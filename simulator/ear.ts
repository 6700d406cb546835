import type { RealtimeInput } from "./client-message.ts";
import { invalidArgument, type Close } from "./google-error.ts";
import type { Profile } from "./profiles.ts";
import type { SessionRecord } from "./record.ts";
import type { Setup } from "./setup.ts";
import { VoiceActivity, type Activity } from "./voice-activity.ts";

type Options = { record: SessionRecord; setup: Setup; profile: Profile; hears: boolean; notice: (activity: Activity) => void };

const activityNotExplicit = "Explicit activity control is not supported when automatic activity detection is enabled.";
const mediaChunksGone = "realtime_input.media_chunks is deprecated. Use audio, video, or text instead.";
const pcmType = /^audio\/pcm(?:;\s*rate=(\d+))?$/;
const defaultRate = 16_000;

/**
 * Takes the candidate's sound and finds where speech starts and ends: by energy, or by the client's activity messages if automatic
 * detection is off.
 */
export class Ear {
  #options: Options;
  #voice: VoiceActivity | null;
  #isOpen = false;
  #sinceStartMs = 0;
  #heardMs = 0;

  constructor(options: Options) {
    this.#options = options;
    const detection = options.setup.realtimeInputConfig?.automaticActivityDetection ?? {};
    this.#voice = detection.disabled === true ? null : detector(detection, options.profile);
  }

  /** Sound received since the connection was opened, in ms. */
  get heardMs() {
    return this.#heardMs;
  }

  /** The candidate is speaking, or the client has sent activityStart. */
  get speaking() {
    return this.#voice?.speaking ?? this.#isOpen;
  }

  /** Input belongs to an activity that the client has started explicitly. */
  get isFramed() {
    return this.#options.hears && this.#voice === null && this.#isOpen;
  }

  /** Takes realtime input. Gives the close with which Google rejects it, or null. */
  take({ audio, audioStreamEnd, activityStart, activityEnd, mediaChunks }: RealtimeInput): Close | null {
    const { profile, record } = this.#options;
    if (mediaChunks && profile.mediaChunks === "refused") return { code: 1007, reason: mediaChunksGone };
    const isExplicit = activityStart !== undefined || activityEnd !== undefined;
    if (isExplicit && this.#voice && profile.activityUnderAutomatic === "refused") return { code: 1007, reason: activityNotExplicit };
    if (audioStreamEnd && !this.#voice) return invalidArgument;
    const sound = audio ?? mediaChunks?.[0];
    if (sound) {
      const type = pcmType.exec(sound.mimeType);
      if (!type) return invalidArgument;
      this.#hear(Buffer.from(sound.data, "base64"), Number(type[1] ?? defaultRate));
    }
    if (activityStart) record.activities.push({ type: "start", atAudioBytes: record.audioBytes });
    if (activityEnd) record.activities.push({ type: "end", atAudioBytes: record.audioBytes });
    if (audioStreamEnd) {
      record.streamEnds += 1;
      if (profile.audioStreamEnd === "ends") this.#notice(this.#voice?.flush() ?? []);
    }
    if (activityStart && !this.#voice) this.#open();
    if (activityEnd && !this.#voice) this.#close();
    return null;
  }

  #open() {
    this.#isOpen = true;
    this.#sinceStartMs = 0;
    this.#notice([{ type: "start" }]);
  }

  #close() {
    this.#isOpen = false;
    this.#notice([{ type: "end", spokenMs: this.#sinceStartMs }]);
  }

  #hear(pcm: Buffer, rate: number) {
    const soundMs = (pcm.length * 500) / rate;
    this.#options.record.hear(pcm);
    this.#sinceStartMs += soundMs;
    this.#heardMs += soundMs;
    this.#notice(this.#voice?.hear(pcm, rate) ?? []);
  }

  #notice(activities: Activity[]) {
    if (this.#options.hears) activities.forEach(this.#options.notice);
  }
}

type Detection = NonNullable<NonNullable<Setup["realtimeInputConfig"]>["automaticActivityDetection"]>;

/** Thresholds are RMS of 16-bit samples. */
const detector = ({ prefixPaddingMs = 40, silenceDurationMs, startOfSpeechSensitivity }: Detection, profile: Profile) =>
  new VoiceActivity({
    prefixPaddingMs,
    silenceDurationMs: Math.min(silenceDurationMs ?? profile.silenceDurationMs, profile.longestSilenceMs ?? Infinity),
    threshold: startOfSpeechSensitivity === "START_SENSITIVITY_LOW" ? 900 : 300,
  });
