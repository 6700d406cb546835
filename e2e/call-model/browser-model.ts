import type { AnyEventObject, AnyMachineSnapshot } from "xstate";
import type { CallContext } from "../../machines/call/events.ts";
import { callModel } from "../../machines/models/call-model.ts";
import type { ChartModel } from "../../machines/models/chart-model.ts";
import { leavesOf } from "../../machines/chart.ts";

type Moment = { readonly context: CallContext; readonly isIn: (...states: readonly string[]) => boolean; readonly event: AnyEventObject };

const dialling = "live.connection.reconnecting.opening.dialling";
const waiting = "live.connection.reconnecting.waiting";
const speakerIsOpen = ["initializing.opening", "connecting", "live", "ending.requested", "ending.waiting", "ending.draining"];
const microphoneIsOpen = ["connecting", "live.microphone.on", "live.microphone.muted"];

const isClosed = "a microphone that is not open, or was never asked for, cannot be lost, and says nothing of what it hears";
const waitsForSpeaker = "what plays the interviewer is loaded long before anybody has allowed a microphone";

/** What the chart would accept but no browser brings about: the reason in words, and the moments concerned. */
const hindrances = {
  "a page whose start failed offers Try again and the way back, and nothing to end": ({ event, isIn }: Moment): boolean =>
    event.type === "call.ended" && isIn("connecting.failed", "connecting.refused"),
  "a speaker that was closed says nothing": ({ event, isIn }: Moment): boolean =>
    event.type.startsWith("speaker.") && !isIn(...speakerIsOpen),
  "sound that runs can only stop, and sound that stopped can only run again": ({ event, context }: Moment): boolean =>
    event.type === (context.isSuspended ? "speaker.suspended" : "speaker.running"),
  "sound that stopped never ends, and where it stopped before there is nothing to wait for": ({ event, context, isIn }: Moment): boolean =>
    context.isSuspended && (event.type === "speaker.drained" || (event.type === "session.ended" && !isIn("ending.requested"))),
  [isClosed]: ({ event, context, isIn }: Moment): boolean =>
    ["microphone.lost", "microphone.broke", "microphone.heard", "microphone.unheard"].includes(event.type) &&
    (context.isTyped || !isIn(...microphoneIsOpen)),
  "a microphone that is heard can only fall silent, for one cause at a time, and a muted one is silent anyway": ({
    event,
    context,
  }: Moment): boolean =>
    (event.type === "microphone.heard" && context.unheard === null) ||
    (event.type === "microphone.unheard" && (context.unheard !== null || (context.isMuted && event["cause"] === "silent"))),
  [waitsForSpeaker]: ({ event, isIn }: Moment): boolean => event.type === "speaker.refused" && !isIn("initializing.opening"),
  "nobody gives away a turn that they do not have": ({ event, isIn }: Moment): boolean =>
    event.type === "steered" && event["what"] === "ANSWER_DONE" && !isIn("live.turn.answering", "live.turn.held", "live.hold.thinking"),
  "nothing is asked of an interviewer who speaks": ({ event, isIn }: Moment): boolean =>
    (event.type === "speech.repeated" || event.type === "steered") && isIn("live.turn.interviewer"),
  "what is to be heard again comes by a line": ({ event, isIn }: Moment): boolean =>
    event.type === "speech.repeated" && isIn("live.connection.reconnecting"),
  "an answer is taken only where it was sent, over a line that somebody has opened": ({ event, context, isIn }: Moment): boolean =>
    event.type === "text.taken" && (context.answers.length === 0 || (isIn("ending") && context.attempts > 0)),
  "an answer that is typed again is another one": ({ event, isIn }: Moment): boolean =>
    event.type === "text.sent" && isIn("live.composer.sending"),
  "a line without a socket, or with one that is still being opened, can only break": ({ event, isIn }: Moment): boolean =>
    (isIn(waiting) && /^(session|socket|caption|turn|text\.taken|notice\.received|agenda|saved)\b/.test(event.type)) ||
    (isIn(dialling) &&
      (/^(session|caption|turn|text\.taken|notice\.received|agenda|saved)\b/.test(event.type) ||
        (event.type === "socket.closed" && event["code"] !== 1006))),
};

const momentOf = ({ value, context }: AnyMachineSnapshot, event: AnyEventObject): Moment => {
  const leaves = leavesOf(value);
  return { event, context, isIn: (...states) => leaves.some((leaf) => states.some((state) => `${leaf}.`.startsWith(`${state}.`))) };
};

/** The model of the call chart, limited to what can happen in a page. */
export const browserModel: ChartModel = {
  ...callModel,
  // Opening a page takes longer than ten steps.
  tourSteps: 20,
  canHappen: (snapshot, event) => {
    if (callModel.canHappen?.(snapshot, event) === false) return false;
    const moment = momentOf(snapshot, event);
    return !Object.values(hindrances).some((hinders) => hinders(moment));
  },
};

/** Parts of the chart that no page can reach, with the reason. */
export const uncoverable: Readonly<Record<string, keyof typeof hindrances>> = {
  "state live.speaker.unloadable": waitsForSpeaker,
  "transition connecting on speaker.refused → initializing.blocked": waitsForSpeaker,
  "transition live.microphone.reopening on microphone.lost → live.microphone.lost": isClosed,
  "transition live.microphone.reopening on microphone.broke → live.microphone.broken": isClosed,
  "transition live.speaker on speaker.refused → live.speaker.unloadable": waitsForSpeaker,
};
