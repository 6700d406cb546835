import { vi } from "vitest";
import type { TurnTaking } from "../../contract/vocabulary.ts";
import { TurnTaker } from "../session/sound/turn-taker.ts";
import type { VoiceEvent } from "../session/sound/voice-event.ts";

/** Ms of one frame. */
export const frameMs = 20;

/** Deterministic noise of −1…1. */
export const noise = (() => {
  let seed = 1;
  return () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x3fffffff - 1;
})();

/** One frame of a tone of this amplitude, with a little noise. */
export const frameOf = (amplitude: number): Uint8Array =>
  new Uint8Array(Int16Array.from({ length: 16 * frameMs }, (_, at) => amplitude * (Math.sin(at / 12) + 0.2 * noise())).buffer);
/** A voice with syllables, because a steady level would be noise. */
export const voice = (at: number) => frameOf(at % 8 < 5 ? 6_000 : 1_500);
/** The noise of a quiet room. */
export const room = () => new Uint8Array(Int16Array.from({ length: 16 * frameMs }, () => 12 * noise()).buffer);

/** A turn taker with its first Gemini session, under a clock that each frame moves. Needs faked timers. */
export const bench = (plan: TurnTaking, { isOpened = true } = {}) => {
  const told: string[] = [];
  const spoken: number[] = [];
  const state = { isAudible: false };
  const sessions: Uint8Array[][] = [];
  const taker = new TurnTaker({
    tell: (event: VoiceEvent) => {
      told.push(event.type);
      if (event.type === "voice.began" && isOpened) taker.openAnswer();
      if (event.type === "voice.ended") spoken.push(event.spokenMs);
    },
    heard: () => {},
    interviewerDb: () => (state.isAudible ? -48 : -Infinity),
    now: () => Date.now(),
  });
  /** Gemini's session is lost, and the next one is there. */
  const rotate = () => {
    taker.close();
    taker.disconnect();
    const heard: Uint8Array[] = [];
    sessions.push(heard);
    taker.connect((pcm) => heard.push(pcm), plan);
    taker.open();
  };
  const say = (ms: number, frame: (at: number) => Uint8Array): Uint8Array[] =>
    Array.from({ length: ms / frameMs }, (_, at) => {
      const pcm = frame(at);
      vi.setSystemTime(Date.now() + frameMs);
      taker.push(pcm, Date.now());
      return pcm;
    });
  rotate();
  return { taker, told, spoken, state, rotate, say, heard: () => sessions.at(-1)! };
};

/** Ms of sound in these frames. */
export const msOf = (frames: readonly Uint8Array[]) => frames.reduce((sum, { length }) => sum + length, 0) / 32;
/** Whether what was sent contains all of what was said, in one piece. */
export const holds = (sent: readonly Uint8Array[], said: readonly Uint8Array[]) => Buffer.concat(sent).includes(Buffer.concat(said));
