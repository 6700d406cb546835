import { useEffect, useState } from "react";
import type { Caption } from "../../../machines/call/captions.ts";
import { speakerNames } from "./captions.tsx";
import { useSpokenLanguage } from "./spoken-language.ts";
import { useKept } from "./use-kept.ts";

export const readAloud = { never: "Never", mine: "Only mine", all: "Both of us" };
export type Whose = keyof typeof readAloud;

/** Captions that come closer together than this (ms) are a replay: only the last one is read. */
const settledMs = 300;

/** Has a screen reader say the final captions of those whom `whose` names. */
export function ReadAloud({ captions, whose }: { captions: Caption[]; whose: Whose }) {
  const newest = captions.findLast(({ isFinal, speaker }) => isFinal && (whose === "all" || (whose === "mine" && speaker === "USER")));
  const language = useSpokenLanguage();
  const [spoken, setSpoken] = useState<Caption>();
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(newest), settledMs);
    return () => clearTimeout(timer);
  }, [newest]);

  return (
    // Each utterance is added whole, in a new element: one that grows would be read piece by piece.
    <div aria-live="polite" className="sr-only">
      {spoken ? (
        <p key={`${spoken.seq} ${spoken.text}`}>
          <span>{`${speakerNames[spoken.speaker]}: `}</span>
          <span lang={language}>{spoken.text}</span>
        </p>
      ) : null}
    </div>
  );
}

/**
 * Which captions are read aloud, chosen once for this browser. By default the interviewer's lines stay silent: their voice has just
 * said them, and the candidate is answering.
 */
export const useReadAloud = (): [Whose, (whose: Whose) => void] => {
  const [kept, keep] = useKept("preppal.read-aloud");
  return [kept === "never" || kept === "all" ? kept : "mine", keep];
};
