import { closeCode, failureMessage } from "../../../contract/codes.ts";
import { type AgendaItem, type EndReason, features } from "../../../contract/vocabulary.ts";
import type { interviewMachine } from "../../../machines/interview.ts";
import type { EffectsOf } from "../../../machines/ports/shared-machine.ts";
import { Notice_Kind, Patience_Mode, SessionEnded_Reason, type TurnState, TurnState_Floor } from "../../../proto/gen/interview.ts";
import type { Agenda } from "../app/agenda.ts";
import type { Reports } from "../app/reports.ts";
import type { ClientSockets } from "../client/sockets.ts";
import type { Relay } from "../sound/relay.ts";
import type { Facts } from "../storage/facts.ts";
import type { Caption, Transcript } from "../storage/transcript.ts";

/** A client never gets the last three as a reason: it is gone, or is told by a close code. */
const reasonOnWire: Record<EndReason, SessionEnded_Reason> = {
  USER_INITIATED: SessionEnded_Reason.USER_INITIATED,
  GEMINI_ENDED: SessionEnded_Reason.GEMINI_ENDED,
  TIMEOUT: SessionEnded_Reason.TIMEOUT,
  DISCONNECTED: SessionEnded_Reason.REASON_UNSPECIFIED,
  GEMINI_FAILED: SessionEnded_Reason.REASON_UNSPECIFIED,
  CANCELLED: SessionEnded_Reason.REASON_UNSPECIFIED,
};

export type ClientParts = {
  candidate: ClientSockets;
  relay: Relay;
  facts: Facts;
  transcript: Transcript;
  reports: Reports;
  agenda: Agenda;
  show: (caption: Caption | null) => void;
  showAgenda: (items: AgendaItem[]) => void;
  now: () => number;
};

/** The effects on the client: it is told that the interview is live, whose turn it is, what else there is to know, and that it is over. */
export const client = ({ candidate, relay, facts, transcript, reports, agenda, show, showAgenda, now }: ClientParts) => {
  let floor: TurnState = { floor: TurnState_Floor.FLOOR_OPEN, turn: 0, mode: Patience_Mode.MODE_NORMAL, untilUnixMs: 0 };

  const tellFloor = () => {
    if (candidate.isGreeted) candidate.send({ $case: "turnState", value: floor });
  };

  const notify = (kind: Notice_Kind) => {
    if (candidate.isGreeted) candidate.send({ $case: "notice", value: { kind, ref: "" } });
  };

  const effects = {
    acceptClient: () => candidate.accept(),
    greetClient: () => {
      const resumeToken = candidate.takeGreeting();
      const [startedAtUnixMs, endsAtUnixMs] = [facts.read("startedAtUnixMs") ?? 0, facts.read("endsAtUnixMs") ?? 0];
      // A client that was greeted before the object lost its memory listens on.
      if (resumeToken !== null || (candidate.isGreeted && !relay.speech.isListened)) relay.meter.join(now() - startedAtUnixMs);
      if (resumeToken === null) return candidate.isGreeted ? relay.speech.begin() : undefined;
      const value = {
        resumeToken,
        endsAtUnixMs,
        startedAtUnixMs,
        nowUnixMs: now(),
        features: [...features],
        receivedSamples: relay.receivedSamples,
      };
      candidate.send({ $case: "sessionStarted", value });
      transcript.captions().forEach(show);
      relay.speech.begin();
      candidate.send({ $case: "turnState", value: floor });
      showAgenda(agenda.items);
    },
    interruptClient: () => candidate.interrupt(),
    tellFloor: (_, { floor: who, turn, patience, forMs }) => {
      relay.turns.patience = patience;
      if (turn !== floor.turn) facts.write("turns", turn);
      floor = {
        floor: TurnState_Floor[`FLOOR_${who}`],
        turn,
        mode: Patience_Mode[`MODE_${patience}`],
        untilUnixMs: forMs === null ? 0 : now() + forMs,
      };
      tellFloor();
    },
    recordPatience: (_, { patience }) => {
      relay.turns.patience = patience;
      floor = { ...floor, mode: Patience_Mode[`MODE_${patience}`] };
      facts.write("patience", patience);
    },
    tellMode: () => tellFloor(),
    tellNotice: (_, { notice }) => notify(Notice_Kind[`KIND_${notice}`]),
    tellEnd: (_, { reason }) => {
      relay.drain(reason !== "USER_INITIATED");
      const upToSeq = transcript.storedUpToSeq;
      if (upToSeq > 0 && reports.first() === null) {
        candidate.send({ $case: "saved", value: { upToSeq, atUnixMs: now(), isDelivered: true } });
      }
      candidate.send({
        $case: "sessionEnded",
        value: { reason: reason ? reasonOnWire[reason] : SessionEnded_Reason.REASON_UNSPECIFIED },
      });
      candidate.close(closeCode.ended, "The interview has ended");
    },
    tellFailure: (_, { failure }) => {
      if (!failure) return;
      candidate.close(closeCode.geminiFailed, failureMessage[failure], { withError: true });
    },
    dropClient: () => candidate.close(closeCode.alreadyEnded, "The interview has already ended"),
  } satisfies EffectsOf<typeof interviewMachine>;

  return { effects, notify };
};
