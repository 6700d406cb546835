import type { Usage } from "../../../contract/app-api.ts";
import type { TurnTaking } from "../../../contract/vocabulary.ts";
import type { Cue, OpenMode } from "../../../machines/interview/events.ts";
import type { Relay } from "../sound/relay.ts";
import type { Clock, NoteAnswer } from "./prompt.ts";
import type { Instructions } from "./setup.ts";

export type ConnectionDependencies = {
  interviewId: string;
  apiKey: string;
  baseUrl: string | undefined;
  model: string;
  turnTaking: TurnTaking | undefined;
  relay: Relay;
  now: () => number;
  instruct: (mode: OpenMode) => Instructions;
  cueText: (cue: Cue) => string;
  clock: () => Clock;
  /** The interviewer names the planned question that it is about to ask, or has asked (`isAsked`). Returns the tool's answer. */
  noted: (question: string, isAsked: boolean) => NoteAnswer;
  handle: () => string | null;
  /** Called with the tokens of each turn. */
  spent: (usage: Usage) => void;
};

/**
 * What an interview's connections learn for those after them: that the model refused what its profile asks for (`isPlain`), and how to take
 * turns with it if it did not answer in the usual way.
 */
export type Learned = { isPlain: boolean; turnTaking: TurnTaking | null };
