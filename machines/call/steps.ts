import { closeCode } from "../../contract/codes.ts";
import type { Floor } from "../../contract/vocabulary.ts";
import type { Caption } from "./captions.ts";
import type { CallContext, CallEvent, MicrophoneInput, MicrophoneProblem, RoomCommand, SessionEndReason, Unheard } from "./events.ts";

type Closed = { event: { code: number } };
const closedWith = (is: number) => ({ type: "hasCode" as const, params: ({ event }: Closed) => ({ code: event.code, is }) });
export const tokenRefused = { guard: closedWith(closeCode.tokenRefused) };
/** The closes after which the call does not reconnect by itself. */
export const endedBy = [
  { guard: closedWith(closeCode.ended), target: "#call.ending.closing" },
  { guard: closedWith(closeCode.alreadyEnded), target: "#call.ending.closing" },
  { guard: closedWith(closeCode.geminiFailed), target: "#call.ending.failing" },
  { guard: closedWith(closeCode.replaced), target: "#call.ending.replaced" },
] as const;

export const isUnheard = (is: Unheard) => ({ type: "isUnheard" as const, params: { is } });
export const isNotUnheard = (is: Unheard) => ({ type: "isNotUnheard" as const, params: { is } });
export const isFloor = (is: Floor) => ({
  type: "isFloor" as const,
  params: ({ event }: { event: { floor: Floor } }) => ({ floor: event.floor, is }),
});
export const isCandidatesFloor = {
  type: "isCandidatesFloor" as const,
  params: ({ event }: { event: { floor: Floor } }) => ({ floor: event.floor }),
};
export const isNoticeOver = {
  type: "isNoticeOver" as const,
  params: ({ event }: { event: { floor: Floor } }) => ({ floor: event.floor }),
};
export const tellWorker = (params: RoomCommand) => ({ type: "tellWorker" as const, params });
export const setEnd = {
  type: "setEnd" as const,
  params: ({ event }: { event: { reason: SessionEndReason; atMs: number } }) => event,
};
export const setUnheard = (cause: Unheard | null) => ({ type: "setUnheard" as const, params: { cause } });
export const setProblem = (problem: MicrophoneProblem | null) => ({ type: "setProblem" as const, params: { problem } });
export const takeProblem = {
  type: "setProblem" as const,
  params: ({ event: { problem } }: { event: { problem: MicrophoneProblem } }) => ({ problem }),
};
export const setMessage = {
  type: "setMessage" as const,
  params: ({ event: { message } }: { event: { message: string } }) => ({ message }),
};
export const addCaption = {
  type: "addCaption" as const,
  params: ({ event: { caption } }: { event: { caption: Caption } }) => ({ caption }),
};
/**
 * Takes the random part of the wait before the next attempt, so that candidates who lost their connection together do not all come back at
 * once.
 */
export const setJitter = { type: "setJitter" as const, params: ({ event: { jitter } }: { event: { jitter: number } }) => ({ jitter }) };
export const setUntil = {
  type: "setUntil" as const,
  params: ({ event }: { event: { untilMs: number | null } }) => ({ untilMs: event.untilMs }),
};
export const keepAnswers = {
  type: "keepAnswers" as const,
  params: ({ context }: { context: CallContext }) => ({ answers: context.answers }),
};
/** Forgets a typed answer that has arrived. */
export const takenAnswer = {
  actions: [
    { type: "dropAnswer" as const, params: ({ event }: { event: { clientId: string } }) => ({ clientId: event.clientId }) },
    keepAnswers,
  ],
} as const;
/** Asks for the end; typed answers that may not have arrived go first. */
export const requestEnd = [
  { guard: "isAnswerUnsent" as const, target: "#call.ending.leaving" as const },
  { target: "#call.ending.requested" as const },
] as const;
/** Whether the candidate's answers are typed or spoken from here on. */
export const answerBy = (how: "typing" | "speaking") => ({ type: "setTyped" as const, params: { isTyped: how === "typing" } });
export const microphoneInput = ({ context: { isMuted, isTyped } }: { context: CallContext }): MicrophoneInput => ({ isMuted, isTyped });
/** Stores what the page needs to go on with this interview after a reload. */
export const rememberResumeToken = {
  type: "rememberResumeToken" as const,
  params: ({ context: { resumeToken, isTyped } }: { context: CallContext }) => ({ resumeToken: resumeToken ?? "", isTyped }),
};
type Started = Extract<CallEvent, { type: "session.started" }>;
export const startSession = [
  { type: "setSession" as const, params: ({ event }: { event: Started }) => event },
  rememberResumeToken,
] as const;
/** The socket, opened with the token at hand: a minted one or a resume token. */
export const dialled = {
  id: "socket" as const,
  input: ({ context: { interviewId, token } }: { context: CallContext }) => ({ interviewId, token: token ?? "" }),
};
/** Goes on without a microphone: the answers are typed. */
export const typesOn = { target: "reopening", actions: [answerBy("typing"), rememberResumeToken] } as const;
/** What becomes of a microphone that is lost or breaks. */
export const noMicrophone = {
  "microphone.lost": { target: "lost", actions: setProblem("missing") },
  "microphone.broke": { target: "broken" },
} as const;
