import { sendTo, spawnChild, stopChild, type StateValue } from "xstate";
import { floor } from "./interview/floor.ts";
import { gemini } from "./interview/gemini.ts";
import { defaultLimits } from "./interview/limits.ts";
import { parts } from "./interview/setup.ts";
import { drop, end, fail, failRefused, opened, setClient, tellNotice, unmute } from "./interview/steps.ts";

/**
 * The server side of one interview: the four statuses that the app stores, with what the Durable Object does inside each. Sound never
 * passes through it: entering `conversing` opens the relay, leaving it closes it; `leaving` still hears the interviewer out.
 */
export const interviewMachine = parts.createMachine({
  id: "interview",
  context: ({ input }) => ({
    interviewId: input.interviewId,
    restartsAs: input.status,
    limits: { ...defaultLimits, ...input.limits },
    hasClient: input.hasClient,
    isConnected: false,
    isResumable: input.isResumable,
    isDelivered: input.isDelivered,
    isGoingAway: false,
    hasHandle: false,
    isHandleFresh: false,
    wasResumed: false,
    hasSpoken: input.hasSpoken ?? false,
    missed: 0,
    isOwed: input.status === "IN_PROGRESS" && (input.hush ?? null) === null,
    hush: input.hush === "HEARD" ? null : (input.hush ?? null),
    thinkForMs: input.thinkForMs ?? null,
    isTurnRunning: false,
    isAnswerKept: false,
    hasReturned: false,
    isWrapUpDue: input.isWrapUpDue ?? false,
    isPlanDone: input.isPlanDone ?? false,
    isConclusionDue: input.isPlanDone ?? false,
    unanswered: null,
    refusals: input.refusals ?? 0,
    askedCallId: null,
    isRested: true,
    rotations: input.rotations ?? 0,
    patience: input.patience ?? "NORMAL",
    turns: input.turns ?? 0,
    silence: 0,
    audibleForMs: 0,
    isMarked: false,
    isMuted: input.isMuted ?? false,
    spokenMs: 0,
    untold: null,
    attempts: 0,
    openings: input.openings ?? 0,
    endReason: input.endReason ?? null,
    failure: null,
  }),
  invoke: { id: "outbox", src: "outbox", input: ({ context }) => ({ interviewId: context.interviewId }) },
  initial: "PENDING",
  on: {
    "client.joined": { actions: setClient(true) },
    "client.left": { actions: setClient(false) },
    "retry.due": { actions: sendTo("outbox", { type: "deliver" }) },
    "interview.deleted": { target: ".ERROR.erased", actions: drop },
  },
  states: {
    PENDING: {
      initial: "arriving",
      states: {
        arriving: {
          always: [
            { guard: "wasEnding", target: "#interview.COMPLETED.storing" },
            { guard: "wasInProgress", target: "#interview.IN_PROGRESS" },
            {
              guard: "wasCompleted",
              target: "#interview.COMPLETED.owing",
              actions: { type: "tellEnd", params: ({ context }) => ({ reason: context.endReason }) },
            },
            { guard: "wasFailed", target: "#interview.ERROR.owing", actions: drop },
            { guard: "hasClient", target: "starting" },
            { target: "idle" },
          ],
        },
        idle: {
          tags: "unread",
          entry: [stopChild("gemini"), "scheduleCleanup"],
          exit: "stopCleanup",
          on: {
            "cleanup.due": { target: "erased" },
            "client.joined": { target: "starting", actions: setClient(true) },
          },
        },
        starting: {
          entry: "resetAttempts",
          initial: "preparing",
          after: { connectLimit: fail("geminiUnreachable") },
          on: {
            "client.left": { target: "idle", actions: setClient(false) },
            "client.ended": end("USER_INITIATED"),
            "client.expelled": end("DISCONNECTED"),
            "app.ended": { target: "idle", actions: [drop, setClient(false)] },
          },
          states: {
            preparing: {
              tags: "unread",
              invoke: {
                id: "readSetup",
                src: "readSetup",
                input: ({ context }) => ({ interviewId: context.interviewId }),
                onDone: [
                  {
                    guard: { type: "isOpen", params: ({ event }) => event.output },
                    target: "admitting",
                    actions: ["acceptClient", { type: "setPatience", params: ({ event }) => event.output }],
                  },
                  { target: "#interview.PENDING.erased", actions: [drop, setClient(false)] },
                ],
                onError: { target: "admitting", actions: "acceptClient" },
              },
              after: { setupLimit: { target: "admitting", actions: "acceptClient" } },
            },
            admitting: {
              always: [{ guard: "hasOpeningLeft", target: "attempting" }, fail("openedTooOften")],
            },
            attempting: {
              entry: [
                "countAttempt",
                "countOpening",
                { type: "recordOpening", params: ({ context }) => ({ openings: context.openings }) },
                spawnChild("gemini", opened("start")),
              ],
              after: {
                attemptLimit: [{ guard: "hasAttemptLeft", target: "waiting" }, fail("geminiUnreachable")],
              },
              on: {
                "gemini.ready": {
                  target: "#interview.IN_PROGRESS",
                  actions: ["setConnected", "recordStart", sendTo("outbox", { type: "deliver" })],
                },
                "gemini.lost": [{ guard: "hasAttemptLeft", target: "waiting" }, fail("geminiUnreachable")],
                "gemini.closed": [{ guard: "hasAttemptLeft", target: "waiting" }, fail("geminiUnreachable")],
                "gemini.refused": failRefused,
              },
            },
            waiting: {
              entry: stopChild("gemini"),
              after: { backoff: { target: "admitting" } },
            },
          },
        },
        erased: { type: "final", entry: "erase" },
      },
    },
    IN_PROGRESS: {
      type: "parallel",
      on: {
        "client.ended": end("USER_INITIATED"),
        "client.expelled": end("DISCONNECTED"),
        "deadline.passed": end("TIMEOUT"),
        "silence.passed": end("GEMINI_ENDED"),
        "wrapUp.due": { actions: ["setWrapUp", tellNotice("TIME_LEFT")] },
        "plan.covered": { actions: "setPlanDone" },
        "app.ended": [
          {
            guard: { type: "isCompleted", params: ({ event }) => event },
            target: "#interview.COMPLETED.storing",
            // What was not heard is taken back while there is still somebody to see it.
            actions: [{ type: "setEnd", params: { reason: "USER_INITIATED" } }, "recordEndRequest", drop],
          },
          { target: "#interview.ERROR.storing", actions: [{ type: "setEnd", params: { reason: "CANCELLED" } }, drop] },
        ],
      },
      states: {
        gemini,
        floor,
        client: {
          initial: "arriving",
          states: {
            arriving: {
              always: [{ guard: "hasClient", target: "present" }, { target: "away" }],
            },
            present: {
              on: {
                // A newer connection took over, of which nothing is known yet.
                "client.joined": { actions: unmute },
                "client.left": {
                  target: "away",
                  actions: [setClient(false), unmute],
                },
              },
            },
            away: {
              entry: ["silenceRelay", "startGrace"],
              exit: "stopGrace",
              on: {
                "client.joined": { target: "present", actions: setClient(true) },
                "grace.passed": end("DISCONNECTED"),
              },
            },
          },
        },
      },
    },
    COMPLETED: {
      initial: "storing",
      tags: "over",
      on: { "client.joined": { actions: drop } },
      states: {
        storing: {
          entry: [
            stopChild("gemini"),
            { type: "recordEnd", params: ({ context }) => ({ status: "COMPLETED", reason: context.endReason }) },
            sendTo("outbox", { type: "deliver" }),
          ],
          exit: { type: "tellEnd", params: ({ context }) => ({ reason: context.endReason }) },
          after: { storeLimit: { target: "owing" } },
          on: { "outbox.emptied": { target: "delivered" } },
        },
        owing: {
          always: { guard: "isDelivered", target: "delivered" },
          on: { "outbox.emptied": { target: "delivered" } },
        },
        delivered: {
          entry: "scheduleCleanup",
          on: { "cleanup.due": { target: "erased" } },
        },
        erased: { type: "final", entry: "erase" },
      },
    },
    ERROR: {
      initial: "storing",
      tags: "over",
      on: { "client.joined": { actions: drop } },
      states: {
        storing: {
          entry: [
            stopChild("gemini"),
            { type: "recordEnd", params: ({ context }) => ({ status: "ERROR", reason: context.endReason }) },
            { type: "tellFailure", params: ({ context }) => ({ failure: context.failure }) },
            sendTo("outbox", { type: "deliver" }),
          ],
          always: { target: "owing" },
        },
        owing: {
          always: { guard: "isDelivered", target: "delivered" },
          on: { "outbox.emptied": { target: "delivered" } },
        },
        delivered: {
          entry: "scheduleCleanup",
          on: { "cleanup.due": { target: "erased" } },
        },
        erased: { type: "final", entry: [stopChild("gemini"), "erase"] },
      },
    },
  },
});

/** Where an interview stands, as in "IN_PROGRESS.gemini.conversing client.present". Whose turn it is within it is not part of the phase. */
export const phaseOf = (value: StateValue | undefined): string => {
  if (value === undefined || typeof value === "string") return value ?? "";
  return Object.entries(value)
    .filter(([region]) => region !== "floor")
    .map(([state, inner]) => [state, phaseOf(inner)].filter((it) => it !== "").join("."))
    .join(" ");
};
