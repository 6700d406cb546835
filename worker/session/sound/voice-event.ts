/**
 * `takesFloor`: whether the speech takes the floor from the interviewer, as it does unless Gemini decides whose turn it is. `spokenMs`: ms
 * of speech in the answer so far. `voice.lost`: speech has ended because no more sound comes.
 */
export type VoiceEvent = { type: "voice.began"; takesFloor: boolean } | { type: "voice.ended"; spokenMs: number } | { type: "voice.lost" };

/** Sends PCM16 at 16 kHz, which may be overwritten after the call. `frameAtMs` is when the candidate's newest frame came. */
export type ToGemini = (pcm: Uint8Array, frameAtMs: number) => void;

/** What a turn taker reports to and reads from. */
export type TurnTakerDependencies = {
  /** Called for speech that counts as taking the floor, and when it ends. */
  tell: (event: VoiceEvent) => void;
  /** Called for any speech, however short. `atMs` is when it began or ended, by `now`; `soundMs` is its position in the sound received. */
  heard: (isSpeech: boolean, atMs: number, soundMs: number) => void;
  /** How loud the interviewer is, in dB of full scale; -Infinity while they are not audible. */
  interviewerDb: (nowMs: number) => number;
  now: () => number;
};
