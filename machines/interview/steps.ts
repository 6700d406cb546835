import type { Failure } from "../../contract/codes.ts";
import type { EndReason, Floor, RoomNotice } from "../../contract/vocabulary.ts";
import { silenceCues } from "./limits.ts";
import type { Cue, EndCalled, InterviewContext, InterviewEvent, Opening, OpenMode, Transcribed } from "./events.ts";

export const isInterviewer = { type: "isInterviewer" as const, params: ({ event }: { event: Transcribed }) => event };

/** Ends the interview, for this reason. */
export const end = (reason: EndReason) => ({
  target: "#interview.COMPLETED.storing" as const,
  actions: { type: "setEnd" as const, params: { reason } },
});

export const fail = (failure: Failure) => ({
  target: "#interview.ERROR.storing" as const,
  actions: { type: "setFailure" as const, params: { failure } },
});

/** Fails the interview, for the reason that Gemini gave when it refused. */
export const failRefused = {
  target: "#interview.ERROR.storing" as const,
  actions: {
    type: "setFailure" as const,
    params: ({ event: { failure } }: { event: Extract<InterviewEvent, { type: "gemini.refused" }> }) => ({ failure }),
  },
};

/** A Gemini session, opened in this mode. */
export const opened = (mode: OpenMode) => ({
  id: "gemini" as const,
  input: ({ context: { missed, patience } }: { context: InterviewContext }): Opening => ({ mode, missed, patience }),
});

export const setClient = (isThere: boolean) => ({ type: "setClient" as const, params: { isThere } });
/** A client that joins or is away counts as not muted until it says otherwise. */
export const unmute = { type: "setMuted" as const, params: { isOn: false } };
export const setHandleFresh = (isFresh: boolean) => ({ type: "setHandleFresh" as const, params: { isFresh } });
export const setResumed = (wasResumed: boolean) => ({ type: "setResumed" as const, params: { wasResumed } });
export const setOwed = (isOwed: boolean) => ({ type: "setOwed" as const, params: { isOwed } });
export const setTurnRunning = (isRunning: boolean) => ({ type: "setTurnRunning" as const, params: { isRunning } });
export const setKept = (isKept: boolean) => ({ type: "setKept" as const, params: { isKept } });
export const takesFloor = {
  type: "takesFloor" as const,
  params: ({ event }: { event: Extract<InterviewEvent, { type: "voice.began" }> }) => event,
};
/** Once the goodbye has been granted, the interview counts as completed whatever happens to Gemini. */
const endFarewell = { guard: "isFarewell" as const, ...end("GEMINI_ENDED") };
/** The first branches when Gemini goes: a goodbye that was said to its end is still heard, any other farewell ends the interview. */
export const leaveInFarewell = [{ guard: "isPlaying" as const }, endFarewell] as const;

export const cue = (it: Cue) => ({ type: "cue" as const, params: { cue: it } });
/** A cue after which the end counts as asked for: only a later session is asked for it again. */
const cueTowardsEnd = <Params>(params: Params) =>
  [
    { type: "cue" as const, params },
    { type: "setAsked" as const, params },
  ] as const;
export const cueEnd = (it: "wrapUp" | "conclude" | "continue") => cueTowardsEnd({ cue: it });

const called = ({ event }: { event: EndCalled }) => event;
export const grantEnd = { type: "grantEnd" as const, params: called };
export const refuseEnd = { type: "refuseEnd" as const, params: called };
export const isEndGranted = { type: "isEndGranted" as const, params: called };
export const keepCall = { type: "keepCall" as const, params: called };
export const isEndConfirmable = { type: "isEndConfirmable" as const, params: called };
export const isEndHeard = { type: "isEndHeard" as const, params: called };
export const setAudible = {
  type: "setAudible" as const,
  params: ({ event }: { event: Extract<InterviewEvent, { type: "gemini.turnEnded" | "gemini.endCalled" }> }) => event,
};
export const isEndAnnounced = { type: "isEndAnnounced" as const, params: called };

export const asked = ({ event }: { event: Extract<InterviewEvent, { type: "steered" }> }) => event;
export const isAnswerDone = { type: "isAnswerDone" as const, params: asked };
export const isEndConfirmed = { type: "isEndConfirmed" as const, params: asked };
/** The candidate wants the question in other words, or to skip it: the interviewer stops for that. */
export const wish = {
  guard: "isWish" as const,
  actions: [
    "takeFloor" as const,
    "breakSilence" as const,
    setTurnRunning(false),
    { type: "recordWish" as const, params: asked },
    ...cueTowardsEnd(({ event }: { event: Extract<InterviewEvent, { type: "steered" }> }) => ({
      cue: event.what === "SKIP" ? ("skip" as const) : ("rephrase" as const),
    })),
  ],
};
type Muted = Extract<InterviewEvent, { type: "muted" }>;
export const setMuted = [{ type: "setMuted" as const, params: ({ event }: { event: Muted }) => event }, "breakSilence" as const] as const;
/** The interviewer speaks into the candidate's silence, with the next of `silenceCues`. */
export const speakInto = {
  target: "#interview.IN_PROGRESS.floor.due.waiting" as const,
  actions: [
    ...cueTowardsEnd(({ context }: { context: InterviewContext }) => ({ cue: silenceCues[context.silence] ?? "askToStop" })),
    "countSilence" as const,
  ],
};
export const tellNotice = (notice: RoomNotice) => ({ type: "tellNotice" as const, params: { notice } });
/** Stores how the interview has ended, in case this life of the object does not see its end; null if it goes on. */
export const recordEnding = (reason: EndReason | null) => ({ type: "recordEnding" as const, params: { reason } });
export const confirmEnd = tellNotice("CONFIRM_END");
export const refuseUnconfirmed = ["countRefusal" as const, "refuseUnconfirmed" as const] as const;

/** Gives up the resumption handle: the next session is a fresh one that is told the conversation. */
export const abandonHandle = [{ type: "setResumable" as const, params: { isResumable: false } }, "forgetHandle" as const] as const;

type Chosen = Extract<InterviewEvent, { type: "patience.chosen" }>;
const chosen = ({ event: { patience } }: { event: Chosen }) => ({ patience });
export const choosePatience = [
  { type: "setPatience" as const, params: chosen },
  { type: "recordPatience" as const, params: chosen },
  "breakSilence" as const,
];
/** For states in which the floor is not entered again, which would tell the mode too. */
export const changePatience = [...choosePatience, "tellMode" as const];

export const tellFloor = (floor: Floor, forMs?: (context: InterviewContext) => number) => ({
  type: "tellFloor" as const,
  params: ({ context }: { context: InterviewContext }) => ({
    floor,
    turn: context.turns,
    patience: context.patience,
    forMs: forMs?.(context) ?? null,
  }),
});

export const keepUntold = {
  type: "keepUntold" as const,
  params: ({ event }: { event: Extract<InterviewEvent, { type: "text.stored" }> }) => event,
};

export const drop = { type: "dropClient" as const };

export const recordWords = {
  type: "recordWords" as const,
  params: ({ event: { speaker, text, soundMs } }: { event: Transcribed }) => ({ speaker, text, soundMs }),
};

/** Notes that the transcript has a line of the interviewer. Sound alone, labels and punctuation make none. */
export const countWords = { type: "countWords" as const, params: ({ event }: { event: Transcribed }) => event };

type Cut = Extract<InterviewEvent, { type: "gemini.interrupted" }>;
export const cutTurn = { type: "cutTurn" as const, params: ({ event: { soundMs, heardMs } }: { event: Cut }) => ({ soundMs, heardMs }) };
