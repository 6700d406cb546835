const windowMs = 20;
const forgetAfterMs = 200;

export type Activity = { type: "start" } | { type: "end"; spokenMs: number };

/**
 * Detects speech by energy, on the time axis of the sound itself: PCM16 little-endian, mono, in windows of 20 ms. Speech starts after
 * `prefixPaddingMs` of sound and ends after `silenceDurationMs` of silence.
 */
export class VoiceActivity {
  #prefixPaddingMs: number;
  #silenceDurationMs: number;
  #threshold: number;
  #rest = Buffer.alloc(0);
  #speaking = false;
  #sinceFirstMs = 0;
  #voicedMs = 0;
  #quietMs = 0;

  constructor(options: { prefixPaddingMs: number; silenceDurationMs: number; threshold: number }) {
    this.#prefixPaddingMs = options.prefixPaddingMs;
    this.#silenceDurationMs = options.silenceDurationMs;
    this.#threshold = options.threshold;
  }

  get speaking() {
    return this.#speaking;
  }

  hear(pcm: Buffer, rate: number): Activity[] {
    const heard = Buffer.concat([this.#rest, pcm]);
    const windowBytes = Math.round((rate * windowMs) / 1000) * 2;
    const whole = heard.length - (heard.length % windowBytes);
    this.#rest = heard.subarray(whole);
    const found: Activity[] = [];
    for (let at = 0; at < whole; at += windowBytes) {
      const activity = this.#window(level(heard.subarray(at, at + windowBytes)) > this.#threshold);
      if (activity) found.push(activity);
    }
    return found;
  }

  /** The stream has ended, which ends any speech in progress. */
  flush(): Activity[] {
    const ended: Activity[] = this.#speaking ? [{ type: "end", spokenMs: this.#spokenMs() }] : [];
    this.#forget();
    this.#rest = Buffer.alloc(0);
    return ended;
  }

  #window(voiced: boolean): Activity | undefined {
    if (voiced) {
      this.#voicedMs += windowMs;
      this.#sinceFirstMs += windowMs;
      this.#quietMs = 0;
      if (this.#speaking || this.#voicedMs < this.#prefixPaddingMs) return undefined;
      this.#speaking = true;
      return { type: "start" };
    }
    if (this.#voicedMs === 0) return undefined;
    this.#sinceFirstMs += windowMs;
    this.#quietMs += windowMs;
    if (this.#quietMs < (this.#speaking ? this.#silenceDurationMs : forgetAfterMs)) return undefined;
    const ended: Activity | undefined = this.#speaking ? { type: "end", spokenMs: this.#spokenMs() } : undefined;
    this.#forget();
    return ended;
  }

  #spokenMs() {
    return this.#sinceFirstMs - this.#quietMs;
  }

  #forget() {
    this.#speaking = false;
    this.#sinceFirstMs = this.#voicedMs = this.#quietMs = 0;
  }
}

const level = (pcm: Buffer) => {
  let energy = 0;
  for (let at = 0; at + 1 < pcm.length; at += 2) energy += pcm.readInt16LE(at) ** 2;
  return Math.sqrt(energy / (pcm.length / 2));
};
