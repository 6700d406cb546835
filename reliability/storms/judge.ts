import { expect } from "vitest";
import { witness } from "../faults/witness.ts";
import { testEnv } from "../../worker/testing/test-env.ts";
import { misshown } from "./shown.ts";
import type { Guest, Storm } from "./storm.ts";

const longestOverrunMs = 60_000;
/** The most requests to the app in a storm: the backoff grows to five minutes, and storms last some hours at most. */
const mostCalls = 150;
const goodCloses = [1000, 1008, 1013, 4001, 4002, 4003, 4004];

/** Throws with everything that broke a promise. P1 to P6 hold if every list is empty. */
export const judge = async (storm: Storm): Promise<void> => {
  const { interview, guests, isDeleted } = storm;
  const sessions = await interview.sessions();
  const known = isDeleted ? null : await interview.app();
  const alarms = await storm.passing.alarms();
  const isOver = known !== null && known.interview.status !== "PENDING";
  const seen = finals(guests).filter((line) => !storm.changedUnseen.includes(line));
  const broken: Record<string, unknown[]> = {
    lost: known ? misplaced(seen, known.transcript.map(lineOf)) : [],
    apart: known && isOver ? await keptApart(storm, known.transcript.map(lineOf)) : [],
    repeated: known ? doubles(known.transcript.map(lineOf)) : [],
    timestampsFall: known?.transcript.filter(({ timestamp }, at, all) => at > 0 && timestamp <= (all[at - 1]?.timestamp ?? "")) ?? [],
    unended: known?.interview.status === "IN_PROGRESS" || (known && !isOver && guests.some(wasLive)) ? [known.interview.status] : [],
    remains: isDeleted ? await storm.rows("SELECT text FROM utterance UNION ALL SELECT name FROM fact WHERE name = 'status'") : [],
    undelivered: await storm.rows("SELECT kind FROM report"),
    alarms: alarms.filter((kind) => kind !== "cleanup"),
    armedForNothing: alarms.length === 0 ? [await storm.passing.alarmAt()].filter((it) => it !== null) : [],
    endings: guests.flatMap(({ client }) => endings(client)).slice(1),
    untold: guests.flatMap((guest) => untold(guest)),
    hammered: known && known.calls.length > mostCalls ? [known.calls.length] : [],
    overran: isDeleted ? [] : overran(storm, (await endOf(storm)) ?? endOfRow(known)),
    openAtGemini: await storm.openSessions(),
    openAtOnce: sessions.flatMap(({ id, openBeside }) =>
      openBeside.filter((it) => canEnd(storm, sessions, it)).map((it) => `${it} beside ${id}`),
    ),
    leaks: leaks(storm),
    unhandled: witness.unhandled,
    thrown: witness.thrown,
    ...(await misshown(storm)),
  };
  expect(Object.fromEntries(Object.entries(broken).filter(([, found]) => found.length > 0))).toEqual({});
};

type Candidate = Guest["client"];

const lineOf = ({ speaker, content }: { speaker: string; content: string }) => `${speaker}: ${content}`;
/**
 * The finished utterances in their last version that somebody was shown, in the order of the conversation. One that was withdrawn is left
 * out.
 */
const finals = (guests: Guest[]) => {
  const captions = guests.flatMap(({ client }) => client.of("transcriptUpdate")).filter(({ isFinal, text }) => isFinal || text === "");
  const newest = [...new Map(captions.map((it) => [it.seq, it])).values()].toSorted((one, other) => one.seq - other.seq);
  return newest.flatMap(({ speaker, text }) => (text === "" ? [] : [`${speaker}: ${text}`]));
};
const doubles = (lines: string[]) => lines.filter((line, at) => lines.indexOf(line) !== at);
export const wasLive = ({ client }: Guest) => client.of("sessionStarted").length > 0;

/** Lines that were shown but are not stored exactly once, or not in the order in which they were shown. */
const misplaced = (shown: string[], stored: string[]): string[] =>
  shown.filter((line, at) => {
    const place = stored.indexOf(line);
    return place === -1 || stored.lastIndexOf(line) !== place || (at > 0 && stored.indexOf(shown[at - 1] ?? "") >= place);
  });

/** The object's own rows if they differ from the app's. */
const keptApart = async (storm: Storm, stored: string[]): Promise<string[]> => {
  const kept = (await storm.rows<{ speaker: string; content: string }>("SELECT speaker, text AS content FROM utterance ORDER BY seq")).map(
    lineOf,
  );
  return JSON.stringify(kept) === JSON.stringify(stored) ? [] : kept;
};

const endings = (client: Candidate): string[] => [
  ...client.of("sessionEnded").map(({ reason }) => `SessionEnded ${reason}`),
  ...client.of("error").flatMap(({ code }) => (code === 4002 ? ["4002"] : [])),
];

/** Empty if the guest, having stayed to the end, was closed with a valid code and told what it means. */
const untold = ({ client, isLost }: Guest): unknown[] => {
  if (isLost) return [];
  const last = client.payloads.at(-1);
  const told = last?.$case === "error" ? last.value.code : last?.$case === "sessionEnded" ? 1000 : null;
  const mustTell = [1000, 4001, 4002];
  const code = client.closed?.code ?? 0;
  const isTold = goodCloses.includes(code) && (mustTell.includes(code) ? told === code : told !== 1000 && told !== 4002);
  return isTold ? [] : [{ close: client.closed, frames: client.kinds().slice(-3) }];
};

/** Whether the simulator could see the end of this session: it must be one of this interview's and not half-open. */
const canEnd = ({ stalled }: Storm, sessions: readonly { id: string }[], id: string): boolean =>
  sessions.some((it) => it.id === id) && !stalled.includes(id);

const endOf = async (storm: Storm): Promise<number | null> => {
  const [fact] = await storm.rows<{ value: string }>("SELECT value FROM fact WHERE name = 'endedAtUnixMs'");
  return fact ? Number(fact.value) : null;
};

/** The end that the app was told, for use after the clean-up, which a storm may run early and which erases the object's own. */
const endOfRow = (known: Awaited<ReturnType<Storm["interview"]["app"]>> | null): number | null =>
  known?.interview.endedAt ? Date.parse(known.interview.endedAt) : null;

const overran = ({ guests, passing }: Storm, endedAtUnixMs: number | null): string[] => {
  const limits = [...new Set(guests.flatMap(({ client }) => client.of("sessionStarted").map((it) => it.endsAtUnixMs)))];
  if (limits.length === 0) return [];
  const lateMs = endedAtUnixMs === null ? Infinity : endedAtUnixMs - Math.max(...limits);
  return [
    ...limits.slice(1).map((limit) => `another limit ${limit}`),
    ...(lateMs > longestOverrunMs + passing.skippedMs ? [`${lateMs} ms late`] : []),
  ];
};

const leaks = ({ interview, guests, sayings }: Storm): string[] => {
  const { JWT_SECRET, WORKER_SHARED_SECRET } = testEnv;
  const tokens = guests.flatMap(({ client, token }) => [token, ...client.of("sessionStarted").map(({ resumeToken }) => resumeToken)]);
  const secrets = [JWT_SECRET, WORKER_SHARED_SECRET, `key-of-role-${interview.id}`, "secret work", ...tokens, ...sayings.lines];
  const told = guests.flatMap(({ client }) => [client.closed?.reason ?? "", ...client.of("error").map(({ message }) => message)]);
  return [...witness.logged, ...told].filter((line) => secrets.some((secret) => line.includes(secret)));
};
