/**
 * `takesFloor`: not where Gemini decides whose turn it is. `spokenMs` is the answer's speech so far; `lost` is the end of speech
 * where sound has stopped coming.
 */
export type VoiceEvent = { type: "voice.began"; takesFloor: boolean } | { type: "voice.ended"; spokenMs: number } | { type: "voice.lost" };

/** Takes PCM16 at 16 kHz, which is good for the call alone, and when the candidate's newest frame came. */
export type ToGemini = (pcm: Uint8Array, frameAtMs: number) => void;
