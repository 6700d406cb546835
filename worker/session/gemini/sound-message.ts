const before = '{"realtimeInput":{"audio":{"data":"';
const after = '","mimeType":"audio/pcm;rate=16000"}}}';

/**
 * The message that brings Gemini PCM16 at 16 kHz: letter for letter what the SDK writes, without creating the objects that it writes from.
 */
export const soundMessage = (pcm: Uint8Array): string => before + pcm.toBase64() + after;

/** PCM at 24 kHz, also where the rate is not named. Any other sound would play at the wrong speed, or as noise. */
const speech = /^audio\/(?:pcm|l16)\b(?!.*rate=(?!24000\b))/i;

/** Whether a part of this MIME type is sound that cannot be played. */
export const isForeignSound = (mimeType: string): boolean => mimeType.startsWith("audio/") && !speech.test(mimeType);

/** The sound, as base64, of a message that brings one piece of it and nothing else; null for any other, which the schema reads. */
export const soundIn = (message: unknown): string | null => {
  const parts = onlyOf(onlyOf(onlyOf(message, "serverContent"), "modelTurn"), "parts", "role");
  if (!Array.isArray(parts) || parts.length !== 1) return null;
  const blob = onlyOf(parts[0], "inlineData") as { data?: unknown; mimeType?: unknown } | null | undefined;
  const isSound = typeof blob?.mimeType === "string" && speech.test(blob.mimeType);
  return isSound && typeof blob.data === "string" ? blob.data : null;
};

/** Whether `message` is `{}`, which Gemini sends between any two pieces of sound. */
export const saysNothing = (message: unknown): boolean => {
  if (typeof message !== "object" || message === null || Array.isArray(message)) return false;
  for (const _ in message) return false;
  return true;
};

/** Shorter sound might occur twice in a message, for example as its own type or name. */
const shortestLearnt = 100;

/**
 * Learns how the newest sound message is written. The next one is, as a rule, the same text around another sound. If it is, and what lies
 * between is base64, it says what the one before said, and no parser need read it.
 */
export class SoundShape {
  #before = "";
  #after = "";

  /**
   * The part of `text` where the sound was in the last message; decoding it shows whether it is base64. Null if the text around it differs.
   */
  find(text: string): string | null {
    const [before, after] = [this.#before, this.#after];
    const isSame = before !== "" && text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
    return isSame ? text.slice(before.length, text.length - after.length) : null;
  }

  /** Learns from `message`, parsed from `text`, if it brings one piece of sound and nothing else. */
  learn(text: string, message: unknown) {
    const sound = soundIn(message);
    if (sound === null || sound.length < shortestLearnt) return;
    const at = text.indexOf(sound);
    if (at < 0 || text.includes(sound, at + 1)) return;
    this.#before = copyOf(text.slice(0, at));
    this.#after = copyOf(text.slice(at + sound.length));
  }
}

/** Copies a slice, which would keep the whole text in memory. */
const copyOf = (slice: string): string => JSON.parse(JSON.stringify(slice)) as string;

/** The value of an object's property `name`; undefined if it has others except `beside`, or is not an object. */
const onlyOf = (value: unknown, name: string, beside?: string): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  for (const key in value) if (key !== name && key !== beside) return undefined;
  return (value as Record<string, unknown>)[name];
};
