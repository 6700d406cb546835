import type { SessionTimes, Speech } from "../../../contract/app-api.ts";
import type { InputEntry, ReportInput } from "../../../contract/report.ts";
import { gateOf } from "../../../report/gates.ts";
import { type Delivery, deliveryOf } from "./delivery.ts";
import { sum } from "./measured.ts";
import { withoutNotes } from "../notes.ts";
import { usedText } from "../used-text.ts";

/**
 * How an interview was spoken, from the text that counts: as corrected, without withdrawn lines and without notes of the speech
 * recognition. If words and sound do not match (the report's gate is UNSURE), no pace is given, because it would reflect the recognition
 * rather than the speaker.
 */
export const measuresOf = (input: ReportInput): Delivery => {
  const { setup, entries, session } = input;
  const others = entries.filter(isTakenBack).flatMap(({ speech }) => speech ?? []);
  return deliveryOf({
    transcript: entries.filter((entry) => !isTakenBack(entry)).map((entry) => ({ ...entry, content: withoutNotes(usedText(entry)) })),
    session: session && without(session, others),
    others: others.map(({ startMs, endMs }) => ({ startMs, endMs })),
    language: setup.language ?? "en",
    isMismatched: gateOf(input) === "UNSURE",
  });
};

const isTakenBack = ({ correction }: InputEntry): boolean => correction !== null && correction.text === null;

const without = (session: SessionTimes, others: Speech[]): SessionTimes => ({
  ...session,
  speechMs: Math.max(0, session.speechMs - sum(others.map(({ speechMs }) => speechMs))),
  cutIns: session.cutIns.filter(([atMs]) => !others.some(({ startMs, endMs }) => startMs <= atMs && atMs <= endMs)),
});
