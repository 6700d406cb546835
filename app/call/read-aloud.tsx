import { useEffect, useState } from "react";
import type { Caption } from "../../machines/call/captions.ts";
import { attempt } from "../ui/storage.ts";
import { speakerNames } from "./captions.tsx";

const choices = { never: "Never", mine: "Only mine", all: "Both of us" };
type Whose = keyof typeof choices;

const storageKey = "preppal.read-aloud";
/** Captions that come closer together than this (ms) are a conversation told again: only the last one is read. */
const settledMs = 300;

/**
 * Which captions a screen reader says, chosen once for this browser. By default the interviewer's lines stay silent: their voice
 * has just said them, and the candidate is answering.
 */
export function ReadAloud({ captions }: { captions: Caption[] }) {
  const [whose, setWhose] = useState(recall);
  const newest = captions.findLast(({ isFinal, speaker }) => isFinal && (whose === "all" || (whose === "mine" && speaker === "USER")));
  const [spoken, setSpoken] = useState<Caption>();
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(newest), settledMs);
    return () => clearTimeout(timer);
  }, [newest]);

  return (
    <div className="text-sm text-muted">
      <label className="inline-flex min-h-11 flex-wrap items-center gap-x-2">
        Read captions aloud
        <select
          value={whose}
          onChange={({ target }) => {
            setWhose(choiceOf(target.value));
            remember(target.value);
          }}
          className="min-h-11 rounded-xl border border-line-strong bg-surface px-2 text-ink"
        >
          {Object.entries(choices).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {/* Each utterance is added anew and whole: a reader would say one that grows piece by piece. */}
      <div aria-live="polite" className="sr-only">
        {spoken ? <p key={`${spoken.seq} ${spoken.text}`}>{`${speakerNames[spoken.speaker]}: ${spoken.text}`}</p> : null}
      </div>
    </div>
  );
}

const choiceOf = (stored: string | null): Whose => (stored === "never" || stored === "all" ? stored : "mine");

// A browser may refuse its storage: then the choice lasts as long as the page.
const recall = (): Whose => choiceOf(attempt(() => localStorage.getItem(storageKey)));
const remember = (choice: string): void => {
  attempt(() => localStorage.setItem(storageKey, choice));
};
