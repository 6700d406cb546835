import type { Caption } from "../../../machines/call/captions.ts";
import { CaptionPace } from "../ports/caption-pace.ts";

/** A pace, and what it tells. */
export const begin = () => {
  const told: Caption[] = [];
  const pace = new CaptionPace((caption) => told.push(caption));
  const say = (text: string, more: Partial<Caption> = {}) => pace.caption({ speaker: "AI", text, isFinal: false, seq: 1, ...more });
  /** What is shown now: the newest text of each utterance, with a caret after one that is open. */
  const shown = () => {
    const newest = new Map(told.map(({ seq, text, isFinal }) => [seq, isFinal ? text : `${text}|`]));
    return [...newest.values()];
  };
  return { pace, told, say, shown };
};
