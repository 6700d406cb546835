import type { interviewMachine } from "../../../machines/interview.ts";
import type { EffectsOf } from "../../../machines/ports/shared-machine.ts";
import type { Agenda } from "../app/agenda.ts";
import type { ClientSockets } from "../client/sockets.ts";
import type { Inbox } from "../client/inbox.ts";
import type { Relay } from "../sound/relay.ts";
import type { Caption, Transcript, Words } from "../storage/transcript.ts";
import type { Hearing } from "../storage/utterance.ts";

/** An answer of at least this much speech must have words. If it has none once it was answered, the candidate is told. */
const leastMissedMs = 2_000;

export type ConversationParts = {
  transcript: Transcript;
  relay: Relay;
  inbox: Inbox;
  agenda: Agenda;
  candidate: ClientSockets;
  show: (caption: Caption | null) => void;
  /** The candidate's words that the connection being given up still holds back, and that no event will bring. */
  lastWords: () => string[];
};

/**
 * The effects on the conversation: sound may pass or not, words become utterances, turns begin, end and are cut. `missed` is called for an
 * answer that got no words.
 */
export const conversation = (
  { transcript, relay, inbox, agenda, candidate, show: showOnly, lastWords }: ConversationParts,
  missed: () => void,
) => {
  /** When the interviewer began to answer, by the candidate's sound. */
  let answeredAtMs = 0;

  /** Shows a caption; from the interviewer's final ones the agenda learns what was asked. */
  const show = (caption: Caption | null) => {
    if (caption?.speaker === "AI" && caption.isFinal) agenda.said(caption.text);
    showOnly(caption);
  };

  /** Ends the interviewer's turn where the candidate stopped hearing it. A turn that was heard to its end is finished, not cut. */
  const cut = (hearing: Hearing) => {
    relay.meter.spoke(relay.speech.reaching(hearing.heardMs), { isCut: true });
    show(relay.speech.isWhole(hearing) ? transcript.finishTurn() : transcript.cutTurn(hearing));
  };
  /** Counts all the sound of a running turn as spoken: it was not cut. */
  const countTurn = () => {
    if (transcript.isTurnOpen) relay.meter.spoke(relay.speech.reaching(relay.speech.hearing.soundMs));
  };

  const record = (words: Words) => {
    show(transcript.add(words, relay.isLate));
    if (words.speaker === "AI") return;
    inbox.spoken();
    if (!relay.turns.isAnswering) transcript.settle();
  };
  const recordLast = () => lastWords().forEach((text) => record({ speaker: "USER", text, soundMs: 0 }));

  /**
   * A candidate who ends the interview hears no more of it, so the turn is cut, unless the client sends no playback marks and may have
   * played it all.
   */
  const cutLast = () => {
    if (relay.speech.isMarked) cut(relay.speech.hearing);
  };
  /** Stores the last words and ends every utterance. */
  const finishLast = ({ isEndedByCandidate }: { isEndedByCandidate: boolean }) => {
    recordLast();
    if (isEndedByCandidate) cutLast();
    countTurn();
    transcript.finishAll().forEach(showOnly);
    relay.meter.dropWordless();
  };

  const effects = {
    openRelay: () => relay.open(),
    closeRelay: () => relay.close(),
    silenceRelay: () => relay.speech.leave(),
    openAnswer: () => relay.openAnswer(),
    closeAnswer: () => relay.turns.closeAnswer(),
    relisten: () => relay.turns.relisten(),
    recordWords: (_, words) => record(words),
    startTurn: () => {
      if (relay.turns.isSpeech) relay.meter.cutIn("AI");
      answeredAtMs = relay.meter.nowMs;
      show(transcript.startTurn());
    },
    finishTurn: () => {
      countTurn();
      show(transcript.finishTurn());
      if (relay.meter.dropWordless(answeredAtMs) >= leastMissedMs) missed();
    },
    cutTurn: (_, hearing) => cut(hearing),
    finishUtterances: () => {
      recordLast();
      countTurn();
      if (relay.turns.isRetold) show(transcript.retell());
      else transcript.finishAll().forEach(show);
    },
    takeFloor: () => {
      const isAudible = relay.isInterviewerAudible;
      const hearing = relay.interrupt();
      const isOver = !isAudible && (!transcript.isTurnOpen || relay.speech.isWhole(hearing));
      if (!isOver) relay.meter.cutIn("USER");
      if (isAudible || transcript.isTurnOpen) cut(hearing);
      if (!isOver) candidate.interrupt();
    },
  } satisfies EffectsOf<typeof interviewMachine>;

  return { effects, cutLast, finishLast };
};
