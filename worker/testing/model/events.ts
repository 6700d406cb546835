import type { AnyEventObject, AnyMachineSnapshot } from "xstate";
import type { Steering } from "../../../contract/vocabulary.ts";
import { Steer_What } from "../../../proto/gen/interview.ts";
import { callEnd, cancelEnd } from "./end-call.ts";
import { isIn } from "./is-in.ts";
import type { World } from "./world.ts";

type Entry = {
  /** Whether the event can come in this state. Without it, it can wherever the chart listens for it. */
  readonly comes?: (there: AnyMachineSnapshot, event: AnyEventObject) => boolean;
  /** Brings the event about for real. Settles when that is done, not when the object has noticed. */
  readonly bring: (world: World, event: AnyEventObject) => Promise<void>;
};

const hasClient = ({ context }: AnyMachineSnapshot): boolean => context.hasClient;
const inConversation = (there: AnyMachineSnapshot): boolean => there.matches({ IN_PROGRESS: { gemini: "conversing" } });
const inFinishing = (there: AnyMachineSnapshot): boolean => there.matches({ IN_PROGRESS: { gemini: "finishing" } });
const inReaching = (there: AnyMachineSnapshot): boolean => there.matches({ IN_PROGRESS: { gemini: { finishing: "reaching" } } });
const inFarewell = (there: AnyMachineSnapshot): boolean => there.matches({ IN_PROGRESS: { floor: "farewell" } });
/** The turn that called the end tool goes on. */
const inCallingTurn = (there: AnyMachineSnapshot): boolean =>
  there.matches({ IN_PROGRESS: { floor: { farewell: "awaiting" } } }) && there.context.isTurnRunning;
const inClosing = (there: AnyMachineSnapshot): boolean => there.matches({ IN_PROGRESS: { floor: { farewell: "closing" } } });
const inPlaying = (there: AnyMachineSnapshot): boolean => there.matches({ IN_PROGRESS: { floor: { farewell: "playing" } } });
const isDelivered = (there: AnyMachineSnapshot): boolean =>
  there.matches({ COMPLETED: "delivered" }) || there.matches({ ERROR: "delivered" });
const hasFloor = (there: AnyMachineSnapshot, ...who: string[]): boolean => who.some((it) => there.matches({ IN_PROGRESS: { floor: it } }));
const isSpeaking = (there: AnyMachineSnapshot): boolean => there.matches({ IN_PROGRESS: { floor: { answering: "speaking" } } });
/**
 * While the candidate is asked whether to stop, their last answer is unanswered: the next session hears it again, whatever the floor is
 * then.
 */
const isUnanswered = (there: AnyMachineSnapshot): boolean => hasFloor(there, "confirming") && there.context.isAnswerKept;
/** The candidate is there, and speaks with Gemini. */
const isTalking = (there: AnyMachineSnapshot): boolean => hasClient(there) && inConversation(there) && !inFarewell(there);
/** They were asked whether to end by a session that is gone. */
const isUnconfirmed = (there: AnyMachineSnapshot): boolean =>
  hasClient(there) && isReopened(there) && there.matches({ IN_PROGRESS: { floor: { open: "unconfirmed" } } });
const isReopened = (there: AnyMachineSnapshot): boolean =>
  ["retelling", "reopening"].some((resuming) => there.matches({ IN_PROGRESS: { gemini: { resuming } } }));
const isOver = (there: AnyMachineSnapshot): boolean => there.hasTag("over");

const says = (serverContent: object) => ({ send: { serverContent } });
/** A step in which Gemini sends a piece of sound. */
export const sound = says({ modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: "A".repeat(1_280) } }] } });

/** What is really done to bring about each event that comes to the interview chart from outside, by its name in a path. */
export const realEvents: Readonly<Record<string, Entry>> = {
  // Joining an interview that was erased before it began begins a new one.
  "client.joined": { comes: (there) => !there.matches({ PENDING: "erased" }), bring: (world) => world.join() },
  "client.left": {
    comes: (there) => hasClient(there) && (!isOver(there) || there.matches({ COMPLETED: "storing" })),
    bring: (world) => world.leave(),
  },
  // A client that was refused once for what it sent does it again. A candidate who waits for the set-up is not heard yet.
  "client.expelled": {
    comes: (there) => hasClient(there) && !there.hasTag("unread") && !isOver(there),
    bring: (world) => world.misbehave(),
  },
  // Whether an answer is open matters once the interview has begun.
  "client.ended": {
    comes: (there, { isAnswerOpen }) =>
      hasClient(there) &&
      (there.matches("IN_PROGRESS")
        ? isAnswerOpen
          ? isSpeaking(there)
          : hasFloor(there, "open", "interviewer") && !there.context.isAnswerKept
        : !isAnswerOpen),
    bring: async (world, { isAnswerOpen }) => {
      if (isAnswerOpen && !isIn(world.value, "IN_PROGRESS", "floor", "answering")) world.answer();
      world.candidate.requestEnd();
    },
  },

  "setup.read": {
    bring: (world, { isOpen }) =>
      world.interview.replan({ release: isOpen ? {} : { becomes: "COMPLETED" } }).then(() => world.drop(!isOpen)),
  },
  "setup.unread": { bring: (world) => world.interview.replan({ release: { status: 500 } }) },

  "gemini.ready": {
    comes: (there) => !inConversation(there) && (!inFinishing(there) || inReaching(there)),
    bring: (world) => world.gemini({ completeSetup: true }),
  },
  // turn-taker.test.ts compares, sample by sample, that the next session hears an answer's sound again.
  "gemini.lost": {
    comes: (there, { code }) =>
      (!hasFloor(there, "due", "confirming") || !there.context.isAnswerKept || inFinishing(there)) &&
      (code === 1011 || inConversation(there)),
    bring: (world, { code = 1011 }) => world.gemini({ close: { code, reason: "Internal error encountered." } }),
  },
  "gemini.refused": { bring: (world) => world.gemini({ close: { code: 1008, reason: "API key not valid." } }) },
  // Before setupComplete a 1000 counts as any lost connection.
  "gemini.closed": {
    comes: (there) => (inConversation(there) && !isUnanswered(there)) || inFinishing(there),
    bring: async (world) => {
      if (!isIn(world.value, "IN_PROGRESS", "gemini", "leaving")) await world.gemini({ close: { code: 1000, reason: "" } });
    },
  },
  "gemini.goingAway": {
    comes: (there) => !isUnanswered(there),
    bring: (world, { timeLeftMs }) => world.gemini({ goAway: { timeLeft: `${timeLeftMs / 1000}s`, closeAfterMs: null } }),
  },
  // A connection is heard from its setupComplete on, and not after it was given up. A handle that comes in the goodbye is not used.
  "gemini.handleIssued": {
    comes: (there) => inConversation(there) && !inClosing(there),
    bring: (world) => world.gemini({ issueHandle: true }),
  },
  "gemini.turnStarted": { comes: (there) => inConversation(there) && !inCallingTurn(there), bring: (world) => world.reply(sound) },
  // A goodbye counts as heard when the client says so.
  "gemini.turnEnded": {
    comes: (there, { audibleForMs }) => inConversation(there) && (audibleForMs > 0 || (hasClient(there) && inClosing(there))),
    bring: async (world, { audibleForMs }) => {
      if (!isIn(world.value, "IN_PROGRESS", "floor", "farewell", "closing")) return world.gemini(says({ turnComplete: true }));
      if (audibleForMs === 0) await world.hear();
      return world.gemini(audibleForMs > 0 ? says({ ...sound.send.serverContent, turnComplete: true }) : says({ turnComplete: true }));
    },
  },
  "gemini.interrupted": { comes: inConversation, bring: (world) => world.interrupt() },
  // The model is transcribed as it speaks, which is a turn. The candidate makes only a noise, because words would leave their answer open.
  "gemini.transcribed": {
    comes: (there, { speaker }) =>
      (speaker === "USER" && !inReaching(there)) ||
      hasFloor(there, "interviewer") ||
      inCallingTurn(there) ||
      inClosing(there) ||
      (inFinishing(there) && !inReaching(there)),
    bring: (world, { speaker }) =>
      speaker === "USER"
        ? world.gemini(says({ inputTranscription: { text: "<noise>" } }))
        : world.caption(says({ outputTranscription: { text: "Goodbye" } })),
  },
  // A goodbye belongs to the running turn or the one before it. A running turn that asks something calls only where the end is granted at
  // once.
  "gemini.endCalled": {
    comes: (there, { isFarewellSaid, reason, usedShare, audibleForMs }) =>
      inConversation(there) &&
      (audibleForMs === undefined || hasFloor(there, "open")) &&
      (!isFarewellSaid || hasClient(there) || !hasFloor(there, "open")) &&
      (reason === "candidate_asked"
        ? there.context.refusals < 2
        : inFarewell(there) ||
          (!isFarewellSaid && usedShare === 1 && there.context.refusals === 0 && hasFloor(there, "interviewer")) ||
          isFarewellSaid === hasFloor(there, "open", "interviewer")),
    bring: (world, { reason, usedShare, isFarewellSaid, audibleForMs }) =>
      callEnd(world, { reason, usedShare, isFarewellSaid, goodbye: audibleForMs ? sound.send.serverContent : {} }),
  },
  "gemini.endCancelled": {
    comes: (there) => inConversation(there) && !(isUnanswered(there) || (inFarewell(there) && there.context.isAnswerKept)),
    bring: (world) => cancelEnd(world),
  },
  // The watchdog looks when sound passes, which is while the candidate speaks.
  "gemini.stalled": { comes: (there) => hasClient(there) && inConversation(there) && isSpeaking(there), bring: (world) => world.stall() },
  "speech.heard": { comes: (there) => hasClient(there) && inPlaying(there), bring: async (world) => world.hear() },
  // Words that come while the interviewer speaks are late ones.
  "answer.due": {
    comes: (there) => inConversation(there) && hasFloor(there, "open", "opening", "due") && !there.context.isTurnRunning,
    bring: (world) => world.gemini(says({ inputTranscription: { text: "Hello?" } })),
  },
  "plan.covered": { comes: inConversation, bring: (world) => world.askTheLast() },
  "wrapUp.due": { bring: (world) => world.ring("wrapUp") },

  "voice.began": { comes: (there, { takesFloor }) => isTalking(there) && takesFloor, bring: async (world) => world.answer() },
  "voice.ended": { comes: isTalking, bring: async (world) => world.pause() },
  // It takes time, in which no timer of the chart may run.
  "voice.lost": {
    comes: (there) => isTalking(there) && isSpeaking(there) && there.context.time.timers.length === 0,
    bring: (world) => world.vanish(),
  },
  // Also while Gemini is away.
  "text.stored": {
    comes: (there) => hasClient(there) && (inConversation(there) || (isReopened(there) && hasFloor(there, "open"))),
    bring: async (world) => world.type(),
  },
  "patience.chosen": {
    comes: (there) => isTalking(there) || isUnconfirmed(there),
    bring: async (world) => world.asks({ $case: "patience", value: { mode: 3 } }),
  },
  "talk.pressed": { comes: isTalking, bring: async (world) => world.asks({ $case: "talk", value: { isPressed: true } }) },
  "talk.released": { comes: isTalking, bring: async (world) => world.asks({ $case: "talk", value: { isPressed: false } }) },
  "think.began": {
    comes: (there) => isTalking(there) || (hasClient(there) && isReopened(there) && hasFloor(there, "open")),
    bring: async (world) => world.asks({ $case: "think", value: { isOn: true } }),
  },
  "think.ended": { comes: isTalking, bring: async (world) => world.asks({ $case: "think", value: { isOn: false } }) },
  muted: {
    comes: (there) => isTalking(there) || isUnconfirmed(there),
    bring: async (world, { isOn }) => world.asks({ $case: "muted", value: { isOn } }),
  },
  steered: {
    comes: (there) => isTalking(there) || isUnconfirmed(there),
    bring: async (world, { what }) => world.asks({ $case: "steer", value: { what: Steer_What[`WHAT_${what as Steering}`] } }),
  },

  "deadline.passed": { bring: (world) => world.ring("deadline") },
  "grace.passed": { bring: (world) => world.ring("grace") },
  "silence.passed": { bring: (world) => world.fallSilent() },
  // Only reports that failed are tried again: while it is PENDING there are none, and once it is delivered there are none left.
  "retry.due": { comes: (there) => !there.matches("PENDING") && !isDelivered(there), bring: (world) => world.ring("retry") },
  "cleanup.due": { bring: (world) => world.ring("cleanup") },
  "outbox.emptied": { bring: (world) => world.appReturns() },
  "app.ended": { bring: (world, { status }) => world.endByApp(status) },
  "interview.deleted": { bring: (world) => world.remove() },

  "delay.elapsed": { bring: async () => {} },
};

const gated = "the world's model has its turns taken for it: replays.test.ts has the others";
const spokeLast = "what the interviewer said last counts as the goodbye";
const soundless = "no sound passes in a farewell";
const silentFrom = "sound is not heard for the first time so often: silence.test.ts has it";
const heardAgain = "mid-answer.test.ts has the sound that the next session hears again";
const kept = "IN_PROGRESS.floor.due.kept on session.opened";
const beforeSetup = "before setupComplete a 1000 is told as a lost connection";
const attempting = "PENDING.starting.attempting on gemini.closed";
const closedAtOnce = "a close of ours is answered at once here: leaving.test.ts has what comes before";
const leaving = "IN_PROGRESS.gemini.leaving on";
const reopening = "IN_PROGRESS.gemini.resuming.reopening on gemini.closed";

/** What no path can take in the real interview, and why. */
export const unreachable: Readonly<Record<string, string>> = {
  "transition IN_PROGRESS.gemini.conversing on gemini.stalled if isPlaying → stays": soundless,
  "guard IN_PROGRESS.gemini.conversing on gemini.stalled if isPlaying → stays true": soundless,
  "transition IN_PROGRESS.gemini.conversing on gemini.stalled #2 if isFarewell → COMPLETED.storing": soundless,
  "guard IN_PROGRESS.gemini.conversing on gemini.stalled #2 if isFarewell → COMPLETED.storing true": soundless,
  "transition IN_PROGRESS.floor.farewell on session.closed → IN_PROGRESS.floor.open": soundless,
  "transition IN_PROGRESS.floor.open on voice.began #2 → IN_PROGRESS.floor.answering": gated,
  "guard IN_PROGRESS.floor.open on voice.began if takesFloor → IN_PROGRESS.floor.answering false": gated,
  "guard IN_PROGRESS.floor.interviewer on voice.began if takesFloor → IN_PROGRESS.floor.answering false": gated,
  "transition IN_PROGRESS.floor.open on gemini.endCalled #3 if isEndGranted → IN_PROGRESS.floor.farewell": spokeLast,
  "guard IN_PROGRESS.floor.open on gemini.endCalled #3 if isEndGranted → IN_PROGRESS.floor.farewell true": spokeLast,
  "transition IN_PROGRESS.floor.open on speech.heard → IN_PROGRESS.floor.open.choosing": silentFrom,
  "transition IN_PROGRESS.floor.open.thinking on speech.heard → stays": silentFrom,
  "transition IN_PROGRESS.floor.open.unconfirmed on speech.heard → stays": silentFrom,
  "transition IN_PROGRESS.floor.open.unfinished on speech.heard → stays": silentFrom,
  [`transition ${kept} if isUnopened → IN_PROGRESS.floor.opening`]: heardAgain,
  [`guard ${kept} if isUnopened → IN_PROGRESS.floor.opening true`]: heardAgain,
  [`guard ${kept} if isUnopened → IN_PROGRESS.floor.opening false`]: heardAgain,
  [`transition ${kept} #2 if hasForgotten → IN_PROGRESS.floor.due.choosing`]: heardAgain,
  [`guard ${kept} #2 if hasForgotten → IN_PROGRESS.floor.due.choosing true`]: heardAgain,
  [`guard ${kept} #2 if hasForgotten → IN_PROGRESS.floor.due.choosing false`]: heardAgain,
  [`transition ${kept} #3 → IN_PROGRESS.floor.due.choosing`]: heardAgain,
  ...Object.fromEntries(
    [
      `guard ${leaving} always if isTurnOver → IN_PROGRESS.gemini.resuming true`,
      `transition ${leaving} always if isTurnOver → IN_PROGRESS.gemini.resuming`,
      ...["interrupted", "transcribed", "turnEnded"].map((it) => `transition ${leaving} gemini.${it} → stays`),
      `transition ${leaving} text.stored → stays`,
    ].map((it) => [it, closedAtOnce]),
  ),
  [`transition ${attempting} if hasAttemptLeft → PENDING.starting.waiting`]: beforeSetup,
  [`guard ${attempting} if hasAttemptLeft → PENDING.starting.waiting true`]: beforeSetup,
  [`guard ${attempting} if hasAttemptLeft → PENDING.starting.waiting false`]: beforeSetup,
  [`transition ${attempting} #2 → ERROR.storing`]: beforeSetup,
  [`transition ${reopening} if hasResumeLeft → IN_PROGRESS.gemini.resuming.waiting`]: beforeSetup,
  [`guard ${reopening} if hasResumeLeft → IN_PROGRESS.gemini.resuming.waiting true`]: beforeSetup,
  [`guard ${reopening} if hasResumeLeft → IN_PROGRESS.gemini.resuming.waiting false`]: beforeSetup,
  [`transition ${reopening} #2 → IN_PROGRESS.gemini.resuming.abandoning`]: beforeSetup,
  "transition IN_PROGRESS.gemini.resuming.retelling on gemini.closed → IN_PROGRESS.gemini.resuming.waiting": beforeSetup,
  "transition IN_PROGRESS.gemini.resuming.returning on gemini.closed → COMPLETED.storing": beforeSetup,
};
