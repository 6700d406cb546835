import { SpeechMeter } from "../session/sound/speech-meter.ts";

/** What a meter depends on, if nothing happens. */
export const still = { soundMs: () => 0, audibleForMs: () => 0, speakingMs: () => 0, isMarked: () => false };

/** A meter, and a candidate whose speech it is told of. */
export const bench = ({ isMarked = false } = {}) => {
  const state = { soundMs: 0, audibleForMs: 0, speakingMs: 0 };
  const meter = new SpeechMeter(
    {
      soundMs: () => state.soundMs,
      audibleForMs: () => state.audibleForMs,
      speakingMs: () => state.speakingMs,
      isMarked: () => isMarked,
    },
    null,
  );
  const say = (fromMs: number, toMs: number) => {
    state.soundMs = fromMs;
    meter.heard(true, fromMs);
    state.soundMs = toMs;
    meter.heard(false, toMs);
  };
  return { state, meter, say };
};
