const before = '{"realtimeInput":{"audio":{"data":"';
const after = '","mimeType":"audio/pcm;rate=16000"}}}';

/** The message that brings Gemini PCM16 of 16 kHz: what the SDK writes, letter for letter, without the objects that it writes it from. */
export const soundMessage = (pcm: Uint8Array): string => before + pcm.toBase64() + after;

/** The sound, as base64, of a message that brings one piece of it and nothing else; null for any other, which the schema reads. */
export const soundIn = (message: unknown): string | null => {
  const parts = onlyOf(onlyOf(onlyOf(message, "serverContent"), "modelTurn"), "parts");
  if (!Array.isArray(parts) || parts.length !== 1) return null;
  const blob = onlyOf(parts[0], "inlineData") as { data?: unknown; mimeType?: unknown } | null | undefined;
  const isSound = typeof blob?.mimeType === "string" && blob.mimeType.startsWith("audio/");
  return isSound && typeof blob.data === "string" ? blob.data : null;
};

/** Whether it is `{}`, which Gemini sends between any two pieces of sound. */
export const saysNothing = (message: unknown): boolean => {
  if (typeof message !== "object" || message === null || Array.isArray(message)) return false;
  for (const _ in message) return false;
  return true;
};

/** What an object has under its only name; undefined where it has others beside it, or is none. */
const onlyOf = (value: unknown, name: string): unknown => {
  if (typeof value !== "object" || value === null) return undefined;
  for (const key in value) if (key !== name) return undefined;
  return (value as Record<string, unknown>)[name];
};
