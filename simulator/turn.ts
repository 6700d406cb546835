import { cutSound, cutText } from "./cutting.ts";
import type { Profile } from "./profiles.ts";
import type { Saying } from "./scenario.ts";
import { outputRate, readClip, speakingMs, tone } from "./speech.ts";

/** One message of a stretch of speech, with `soundMs` of sound. */
export type Piece = { message: { serverContent: Record<string, unknown> }; soundMs: number };

type Options = { profile: Profile; captions: boolean; thoughts: boolean; oneSampleFirst: boolean; random: () => number };

const sampleBytes = 2;

/** The words of a stretch of speech: its text, or those of its clip. */
export const wordsOf = ({ clip, text }: Saying): string => text ?? (clip === undefined ? "" : readClip(clip).text);

/** A stretch of speech as messages: a thought if one was asked for, sound in uneven parts, and captions that run slightly ahead of it. */
export const pieces = (saying: Saying, { profile, captions, thoughts, oneSampleFirst, random }: Options): Piece[] => {
  const text = wordsOf(saying);
  const sound = saying.clip === undefined ? tone(saying.ms ?? speakingMs(text)) : readClip(saying.clip).pcm;
  const first = oneSampleFirst && sound.length > sampleBytes ? [sound.subarray(0, sampleBytes)] : [];
  const parts = [...first, ...cutSound(sound.subarray(first.length * sampleBytes), random, saying.partMs)];
  const deltas = captions ? cutText(text, { words: profile.wordsPerCaption, pieces: saying.fragments }) : [];
  const partOf = (delta: number) => Math.floor((delta * parts.length) / deltas.length);
  const role = profile.namesRole ? { role: "model" } : {};
  const thought =
    saying.thought === undefined || !thoughts ? [] : [silent({ modelTurn: { ...role, parts: [{ text: saying.thought, thought: true }] } })];
  if (parts.length === 0) return [...thought, ...deltas.map(caption)];
  return parts.reduce((said, part, at) => {
    const now = deltas.filter((_, delta) => partOf(delta) === at);
    const bundled = profile.captions === "with sound" || at % 2 === 0 ? now.pop() : undefined;
    return [...said, ...now.map(caption), spoken(part, role, bundled)];
  }, thought);
};

const silent = (serverContent: Record<string, unknown>): Piece => ({ message: { serverContent }, soundMs: 0 });

const caption = (text: string) => silent({ outputTranscription: { text } });

const spoken = (part: Buffer, role: { role?: string }, words: string | undefined): Piece => ({
  message: {
    serverContent: {
      modelTurn: { parts: [{ inlineData: { mimeType: `audio/pcm;rate=${outputRate}`, data: part.toString("base64") } }], ...role },
      ...(words !== undefined && { outputTranscription: { text: words } }),
    },
  },
  soundMs: (part.length * 1000) / (outputRate * sampleBytes),
});
