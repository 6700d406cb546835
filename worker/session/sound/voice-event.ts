/**
 * `takesFloor`: whether it takes the interviewer's turn away, which it does unless Gemini decides whose turn it is. `spokenMs` is the
 * answer's speech so far. `voice.lost` ends speech where sound has stopped coming.
 */
export type VoiceEvent = { type: "voice.began"; takesFloor: boolean } | { type: "voice.ended"; spokenMs: number } | { type: "voice.lost" };

/** Takes PCM16 at 16 kHz, which may be overwritten after the call, and when the candidate's newest frame came. */
export type ToGemini = (pcm: Uint8Array, frameAtMs: number) => void;

/** Whom a turn taker tells, and what it asks. */
export type TurnTakerDependencies = {
  /** Speech that counts as taking the floor. */
  tell: (event: VoiceEvent) => void;
  /** Any speech, however short. `atMs` is when it began or ended, by `now`; `soundMs` its place in the sound that has come. */
  heard: (isSpeech: boolean, atMs: number, soundMs: number) => void;
  /** How loud the interviewer is, in dB of full scale; −Infinity while they are not audible. */
  interviewerDb: (nowMs: number) => number;
  now: () => number;
};
