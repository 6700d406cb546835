import { expect } from "vitest";
import { cueText } from "../../worker/session/gemini/prompt.ts";
import { SessionEnded_Reason } from "../../proto/gen/interview.ts";
import type { Stored } from "./app-side.ts";
import type { Candidate, Line } from "../../harness/candidate.ts";
import type { GeminiSession } from "../../harness/gemini.ts";
import { places } from "./places.ts";
import type { Outcome, Told } from "./table/fault.ts";

const opening = cueText("open", { leftMs: 0, nextTopic: null, conversation: [] });
const day = 24 * 60 * 60_000;

/** What a run left behind on all sides. */
export type Evidence = {
  said: Line[];
  stored: Stored | null;
  sessions: GeminiSession[];
  candidates: Candidate[];
  /** What the object holds; null if there is no object. */
  object: { utterances: Line[]; reports: unknown[]; alarms: { kind: string; at_unix_ms: number }[]; armedAtUnixMs: number | null } | null;
  nowUnixMs: number;
  logged: string[];
  unhandled: string[];
  thrown: string[];
  confidential: string[];
};

type Verdict = {
  status: string;
  endReason: string | null;
  told: Told;
  closeCode: number | null;
  sessions: Outcome["sessions"];
  /** How many connections were told that the interview is over; at most one may be. */
  endings: number;
  greetings: number;
  openAtGemini: number;
  openAtOnce: string[];
  /** What D1 holds, which must equal what was said. */
  rows: Line[];
  /** What the object holds; empty if it was never used, or has been cleared. */
  kept: Line[];
  unseenInD1: Line[];
  timestampsFall: string[];
  undelivered: unknown[];
  alarms: string[];
  leaks: string[];
  unhandled: string[];
  thrown: string[];
};

/**
 * The oracle for every row. It checks the row's own outcome and what holds for all rows: D1, the object and the captions have the same
 * lines once and in order, there is one end and one greeting, no Gemini socket or alarm remains, nothing confidential was logged, nothing
 * was left unhandled.
 */
export const judge = (evidence: Evidence, { status, endReason, told, closeCode, sessions, openings = 1 }: Outcome): void => {
  const verdict = look(evidence, { closeCode, sessions });
  const isOver = status === "COMPLETED" || status === "ERROR";
  const said = isOver ? evidence.said : [];
  const hasObject = isOver && evidence.object !== null;
  expect(verdict).toEqual({
    status,
    endReason,
    told,
    closeCode,
    sessions,
    endings: told === "nothing" ? Math.min(1, verdict.endings) : Number(isEnding(told)),
    greetings: openings > 1 ? openings : Math.min(1, verdict.greetings),
    openAtGemini: 0,
    openAtOnce: [],
    rows: said,
    kept: hasObject ? said : [],
    unseenInD1: [],
    timestampsFall: [],
    undelivered: [],
    alarms: hasObject ? ["cleanup"] : [],
    leaks: [],
    unhandled: [],
    thrown: [],
  } satisfies Verdict);
};

const isEnding = (told: Told): boolean => typeof told === "object" && ("ended" in told || told.error === 4002);

const look = (evidence: Evidence, { closeCode, sessions: bound }: Pick<Outcome, "closeCode" | "sessions">): Verdict => {
  const { stored, candidates, object } = evidence;
  const last = candidates.at(-1);
  const sessions = evidence.sessions.filter(({ setup }) => setup !== null);
  const timestamps = stored?.transcript.map(({ timestamp }) => timestamp) ?? [];
  const rows = stored?.transcript.map(({ speaker, content }) => ({ speaker, content })) ?? [];
  return {
    status: stored?.interview.status ?? "deleted",
    endReason: stored?.interview.endReason ?? null,
    told: (last && toldTo(last).at(-1)) ?? "nothing",
    closeCode: closeCode === null ? null : (last?.closed?.code ?? null),
    sessions: isWithin(sessions.length, bound) ? bound : sessions.length,
    endings: candidates.flatMap(toldTo).filter(isEnding).length,
    greetings: JSON.stringify(sessions.map(({ texts, clientContents }) => [texts, clientContents])).split(opening).length - 1,
    openAtGemini: sessions.filter(({ closedAtUnixMs }) => closedAtUnixMs === null).length,
    openAtOnce: sessions.flatMap(({ id, openBeside }) =>
      openBeside.filter((it) => sessions.some((one) => one.id === it)).map((it) => `${it} beside ${id}`),
    ),
    rows,
    kept: object?.utterances ?? [],
    unseenInD1: stored ? candidates.flatMap(({ finals }) => finals.filter((final) => !rows.some((row) => isSame(row, final)))) : [],
    timestampsFall: timestamps.filter((timestamp, at) => at > 0 && timestamp <= (timestamps[at - 1] ?? "")),
    undelivered: object?.reports ?? [],
    alarms: object ? alarmsOf(object, evidence.nowUnixMs) : [],
    leaks: leaksOf(evidence),
    unhandled: evidence.unhandled,
    thrown: evidence.thrown,
  };
};

const reasons = ["USER_INITIATED", "GEMINI_ENDED", "TIMEOUT"] as const;

/** Every message that told a candidate of the end, in order. */
export const toldTo = ({ payloads }: Candidate): Told[] =>
  payloads.flatMap((it): Told[] => {
    if (it.$case === "error" && it.value.code !== 5000) return [{ error: it.value.code }];
    if (it.$case !== "sessionEnded") return [];
    return [{ ended: reasons.find((name) => SessionEnded_Reason[name] === it.value.reason) ?? "REASON_UNSPECIFIED" }];
  });

const isWithin = (count: number, bound: Outcome["sessions"]) =>
  typeof bound === "number" ? count === bound : count > 0 && count <= bound.atMost;

const isSame = (one: Line, other: Line) => one.speaker === other.speaker && one.content === other.content;

/** The alarm must be set to its earliest row, and the clean-up must be about a day away. */
const alarmsOf = ({ alarms, armedAtUnixMs }: NonNullable<Evidence["object"]>, nowUnixMs: number): string[] => {
  const isArmed = armedAtUnixMs === (alarms[0]?.at_unix_ms ?? null);
  const isFar = alarms.every(({ kind, at_unix_ms }) => kind !== "cleanup" || at_unix_ms > nowUnixMs + day / 2);
  return [...alarms.map(({ kind }) => kind), ...(isArmed ? [] : [`armed for ${armedAtUnixMs}`]), ...(isFar ? [] : ["clean-up too soon"])];
};

/** Log lines and outgoing texts that contain a secret, a token or a sentence of the interview. */
const leaksOf = ({ candidates, logged, said, confidential }: Evidence): string[] => {
  const tokens = candidates.flatMap(({ token, resumeToken }) => [token ?? "", resumeToken ?? ""]);
  const { JWT_SECRET, WORKER_SHARED_SECRET, SESSION_SECRET, GEMINI_API_KEY } = places;
  const texts = [
    JWT_SECRET,
    WORKER_SHARED_SECRET,
    SESSION_SECRET,
    GEMINI_API_KEY,
    ...confidential,
    ...tokens,
    ...said.map(({ content }) => content),
  ];
  const telling = texts.filter((text) => text.length > 8);
  const sent = candidates.flatMap((it) => [it.closed?.reason ?? "", ...it.of("error").map(({ message }) => message)]);
  return [...logged, ...sent].filter((line) => telling.some((text) => line.includes(text)));
};
