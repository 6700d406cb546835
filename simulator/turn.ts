import { cutSound, cutText } from "./cutting.ts";
import type { Saying } from "./scenario.ts";
import { outputRate, readClip, speakingMs, tone } from "./speech.ts";

/** One message of a spoken stretch; `soundMs` of it is sound. */
export type Piece = { message: { serverContent: Record<string, unknown> }; soundMs: number };

export const wordsOf = ({ clip, text }: Saying): string => text ?? (clip === undefined ? "" : readClip(clip).text);

/** A stretch of speech as messages: a thought, uneven sound, and captions that run a little ahead of it, every other one in the same message. */
export const pieces = (saying: Saying, { captions, random }: { captions: boolean; random: () => number }): Piece[] => {
  const text = wordsOf(saying);
  const sound = saying.clip === undefined ? tone(saying.ms ?? speakingMs(text)) : readClip(saying.clip).pcm;
  const parts = cutSound(sound, random, saying.partMs);
  const deltas = captions ? cutText(text, saying.fragments) : [];
  const partOf = (delta: number) => Math.floor((delta * parts.length) / deltas.length);
  const thought =
    saying.thought === undefined ? [] : [silent({ modelTurn: { role: "model", parts: [{ text: saying.thought, thought: true }] } })];
  if (parts.length === 0) return [...thought, ...deltas.map(caption)];
  return parts.reduce((said, part, at) => {
    const now = deltas.filter((_, delta) => partOf(delta) === at);
    const bundled = at % 2 === 0 ? now.pop() : undefined;
    return [...said, ...now.map(caption), spoken(part, bundled)];
  }, thought);
};

const silent = (serverContent: Record<string, unknown>): Piece => ({ message: { serverContent }, soundMs: 0 });

const caption = (text: string) => silent({ outputTranscription: { text } });

const spoken = (part: Buffer, words: string | undefined): Piece => ({
  message: {
    serverContent: {
      modelTurn: { role: "model", parts: [{ inlineData: { mimeType: `audio/pcm;rate=${outputRate}`, data: part.toString("base64") } }] },
      ...(words !== undefined && { outputTranscription: { text: words } }),
    },
  },
  soundMs: (part.length * 1000) / (outputRate * 2),
});
