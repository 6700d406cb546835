import { and, assign, or, setup, stateIn } from "xstate";
import type { AgendaItem, Feature, Floor, Patience, Steering } from "../../contract/vocabulary.ts";
import { type Caption, withCaption } from "./captions.ts";
import { effectPort, resourcePort, taskPort } from "../ports/port.ts";
import { mostEndCalls, mostMuteEndCalls } from "./limits.ts";
import type {
  MicrophoneProblem,
  Unheard,
  SessionEndReason,
  TypedAnswer,
  NoticeKind,
  Saved,
  RoomCommand,
  CallInput,
  CallContext,
  CallEvent,
  MicrophoneInput,
  MicrophoneCommand,
  SpeakerCommand,
  SocketCommand,
} from "./events.ts";

const without = (answers: TypedAnswer[], clientId: string) => answers.filter((it) => it.clientId !== clientId);

/**
 * The turns in which a notice is over: a candidate who goes on does not want to end, one who has answered needs no help, and an interviewer
 * who speaks is not waited for any longer.
 */
const over: Partial<Record<NoticeKind, readonly Floor[]>> = {
  CONFIRM_END: ["ANSWERING", "HELD", "DUE", "INTERVIEWER"],
  SILENCE_OFFERED: ["DUE", "INTERVIEWER"],
  PROVIDER_SLOW: ["INTERVIEWER"],
};

/** What the regions of the chart are made of: its ports, actions, guards and delays. */
export const parts = setup({
  types: {
    input: {} as CallInput,
    context: {} as CallContext,
    events: {} as CallEvent,
  },
  actors: {
    microphone: resourcePort<MicrophoneCommand, MicrophoneInput>("microphone"),
    speaker: resourcePort<SpeakerCommand, undefined>("speaker"),
    socket: resourcePort<SocketCommand, { interviewId: string; token: string }>("socket"),
    mintToken: taskPort<{ token: string }, { interviewId: string }>("mintToken"),
  },
  actions: {
    rememberResumeToken: effectPort<{ resumeToken: string; isTyped: boolean }>("rememberResumeToken"),
    forgetResumeToken: effectPort<undefined>("forgetResumeToken"),
    showFeedback: effectPort<undefined>("showFeedback"),
    openLine: effectPort<undefined>("openLine"),
    closeLine: effectPort<undefined>("closeLine"),
    tellWorker: effectPort<RoomCommand>("tellWorker"),
    keepAnswers: effectPort<{ answers: TypedAnswer[] }>("keepAnswers"),
    setToken: assign({ token: (_, params: { token: string }) => params.token }),
    takeEnd: assign({ isEnded: () => false }),
    takeResumeToken: assign({ token: ({ context }) => context.resumeToken }),
    setSession: assign({
      resumeToken: (_, params: { resumeToken: string; endsAtMs: number; startedAtMs: number; features: Feature[] }) => params.resumeToken,
      token: (_, params) => params.resumeToken,
      endsAtMs: (_, params) => params.endsAtMs,
      startedAtMs: (_, params) => params.startedAtMs,
      features: (_, params) => params.features,
      attempts: () => 0,
      replayed: () => 0,
      // Unknown until the Worker reports the next line that is stored.
      saved: () => null,
      message: () => null,
    }),
    dropToken: assign({ token: () => null, resumeToken: () => null }),
    addCaption: assign(({ context }, params: { caption: Caption }) => ({ ...withCaption(context, params.caption), hasBegun: true })),
    setProblem: assign({ problem: (_, params: { problem: MicrophoneProblem | null }) => params.problem }),
    setUnheard: assign({ unheard: (_, params: { cause: Unheard | null }) => params.cause }),
    setQueued: assign({ queuedMs: (_, params: { leftMs: number }) => params.leftMs }),
    setMuted: assign({ isMuted: (_, params: { isMuted: boolean }) => params.isMuted }),
    setTyped: assign({ isTyped: (_, params: { isTyped: boolean }) => params.isTyped }),
    setSuspended: assign({ isSuspended: (_, params: { isSuspended: boolean }) => params.isSuspended }),
    setEnd: assign({
      endReason: (_, params: { reason: SessionEndReason; atMs: number }) => params.reason,
      endedAtMs: (_, params) => params.atMs,
    }),
    setMessage: assign({ message: (_, params: { message: string | null }) => params.message }),
    resetAttempts: assign({ attempts: () => 0, message: () => null }),
    /** The tries so far were for something else. */
    restartAttempts: assign({ attempts: () => 0 }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    setUntil: assign({ untilMs: (_, params: { untilMs: number | null }) => params.untilMs }),
    setPatience: assign({ patience: (_, params: { patience: Patience }) => params.patience }),
    addAnswer: assign({
      answers: ({ context }, { text, clientId }: TypedAnswer) => [...without(context.answers, clientId), { text, clientId }],
    }),
    dropAnswer: assign({ answers: ({ context }, params: { clientId: string }) => without(context.answers, params.clientId) }),
    setNotice: assign({ notice: (_, params: { kind: NoticeKind | null }) => params.kind }),
    setAgenda: assign({ agenda: (_, params: { agenda: AgendaItem[] }) => params.agenda }),
    setSaved: assign({ saved: (_, params: { saved: Saved }) => params.saved }),
    setJitter: assign({ jitter: (_, params: { jitter: number }) => params.jitter }),
  },
  guards: {
    wasEnded: ({ context }) => context.isEnded,
    rejoinsAlone: ({ context }) => context.resumeToken !== null && !context.isTakeover,
    /** The interview goes on in another tab, and was not live in this one. */
    isTakingOver: ({ context }) => context.resumeToken !== null && context.isTakeover && context.startedAtMs === null,
    canRejoin: ({ context }) => context.resumeToken !== null,
    hasToken: ({ context }) => context.token !== null,
    hasAttemptLeft: ({ context }) => context.attempts < 3,
    /** Another line may take the end, and what was said and typed before it. */
    isEndUntold: ({ context }) => context.resumeToken !== null && context.attempts < mostEndCalls,
    /** The same, if nothing was answered for as long as an end may take. */
    isEndMissed: ({ context }) => context.resumeToken !== null && context.attempts < mostMuteEndCalls,
    isMuted: ({ context }) => context.isMuted,
    isTyped: ({ context }) => context.isTyped,
    isSuspended: ({ context }) => context.isSuspended,
    isRunning: ({ context }) => !context.isSuspended,
    hasBegun: ({ context }) => context.hasBegun,
    /** The interview was not live on this page, and no typed answer waits here. */
    isUnseen: ({ context }) => context.startedAtMs === null && context.answers.length === 0,
    isUnheard: ({ context }, params: { is: Unheard }) => context.unheard === params.is,
    isNotUnheard: ({ context }, params: { is: Unheard }) => context.unheard !== params.is,
    isFloor: (_, params: { floor: Floor; is: Floor }) => params.floor === params.is,
    isCandidatesFloor: (_, params: { floor: Floor }) => params.floor !== "DUE" && params.floor !== "INTERVIEWER",
    isNoticeOver: ({ context }, params: { floor: Floor }) =>
      context.notice !== null && (over[context.notice]?.includes(params.floor) ?? false),
    /** The turn became due straight from an open one: the candidate had it for a moment only, and nothing was held. */
    isDueUnanswered: and([
      ({ event }: { event: CallEvent }) => event.type === "turn.changed" && event.floor === "DUE",
      stateIn({ live: { turn: "open" } }),
    ]),
    isInterviewersTurn: or([stateIn({ live: { turn: "due" } }), stateIn({ live: { turn: "interviewer" } })]),
    isAnswerDone: (_, params: { what: Steering }) => params.what === "ANSWER_DONE",
    isAgreed: ({ context }, params: { patience: Patience }) => context.patience === params.patience,
    isAnswerUnsent: ({ context }) => context.answers.length > 0,
    isEveryAnswerTaken: ({ context }) => context.answers.length === 0,
    hasCode: (_, params: { code: number; is: number }) => params.code === params.is,
  },
  delays: {
    startLimit: ({ context }) => context.limits.startMs,
    attemptLimit: ({ context }) => context.limits.attemptMs,
    reconnectLimit: ({ context }) => context.limits.reconnectMs,
    backoff: ({ context }) => Math.min(context.limits.backoffMs * 2 ** context.attempts, 5_000) * (0.5 + context.jitter / 2),
    endLimit: ({ context }) => context.limits.endMs,
    drainLimit: ({ context }) => context.limits.drainMs,
    thinkLimit: ({ context }) => context.limits.thinkMs,
    noticeLimit: ({ context }) => context.limits.noticeMs,
    closingLimit: ({ context }) => context.limits.closingMs,
    queueLimit: ({ context }) => context.queuedMs + context.limits.drainMs,
  },
});
