import { useEffect, useState } from "react";
import type { Caption } from "../../machines/call/captions.ts";
import { attempt } from "../ui/storage.ts";
import { speakerNames } from "./captions.tsx";
import { useSpokenLanguage } from "./spoken-language.ts";

export const readAloud = { never: "Never", mine: "Only mine", all: "Both of us" };
export type Whose = keyof typeof readAloud;

const storageKey = "preppal.read-aloud";
/** Captions that come closer together than this (ms) are a conversation told again: only the last one is read. */
const settledMs = 300;

/** Whose finished captions a screen reader says. */
export function ReadAloud({ captions, whose }: { captions: Caption[]; whose: Whose }) {
  const newest = captions.findLast(({ isFinal, speaker }) => isFinal && (whose === "all" || (whose === "mine" && speaker === "USER")));
  const language = useSpokenLanguage();
  const [spoken, setSpoken] = useState<Caption>();
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(newest), settledMs);
    return () => clearTimeout(timer);
  }, [newest]);

  return (
    // Each utterance is added anew and whole: a reader would say one that grows piece by piece.
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
  const [whose, setWhose] = useState(recall);
  const choose = (next: Whose) => {
    setWhose(next);
    remember(next);
  };
  return [whose, choose];
};

const choiceOf = (stored: string | null): Whose => (stored === "never" || stored === "all" ? stored : "mine");

// A browser may refuse its storage: then the choice lasts as long as the page.
const recall = (): Whose => choiceOf(attempt(() => localStorage.getItem(storageKey)));
const remember = (choice: Whose): void => {
  attempt(() => localStorage.setItem(storageKey, choice));
};
