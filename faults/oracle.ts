import { expect } from "vitest";
import { opening } from "../worker/session/prompt.ts";
import { places } from "./places.ts";
import type { Line, Scene } from "./scene.ts";
import type { Outcome, Told } from "./table/fault.ts";
import { until } from "./wait.ts";
import { witness } from "./witness.ts";

const day = 24 * 60 * 60_000;

type Verdict = {
  status: string;
  endReason: string | null;
  told: Told;
  closeCode: number | null;
  sessions: Outcome["sessions"];
  /** How many connections were told that it is over: at most one. */
  endings: number;
  greetings: number;
  openAtGemini: number;
  openAtOnce: string[];
  /** What D1 holds; it must be what was said. */
  rows: Line[];
  /** What the object holds; null where it is to be empty. */
  kept: Line[] | null;
  unseenInD1: Line[];
  timestampsFall: string[];
  undelivered: unknown[];
  alarms: string[];
  leaks: string[];
  unhandled: string[];
  thrown: string[];
};

/**
 * The one judge of every row: how the interview came out, and what holds for each: D1, the object and the captions tell the same
 * story once and in order, one end, no socket and no alarm left, nothing confidential logged, nothing unhandled.
 */
export const judge = async (scene: Scene, outcome: Outcome): Promise<void> => {
  const isOver = outcome.status !== "PENDING";
  if (isOver) await drain(scene);
  const verdict = await look(scene, outcome);
  const said = outcome.status === "deleted" ? [] : scene.said;
  const { status, endReason, told, closeCode, sessions } = outcome;
  expect(verdict).toEqual({
    status,
    endReason,
    told,
    closeCode,
    sessions,
    endings: told === "nothing" || status === "PENDING" ? verdict.endings && 1 : endingsOf(outcome),
    greetings: sessions === 0 ? 0 : verdict.greetings && 1,
    openAtGemini: 0,
    openAtOnce: [],
    rows: said,
    kept: status === "deleted" || !isOver || scene.wasNeverTouched ? [] : said,
    unseenInD1: [],
    timestampsFall: [],
    undelivered: [],
    alarms: status === "deleted" || !isOver || scene.wasNeverTouched ? [] : ["cleanup"],
    leaks: [],
    unhandled: [],
    thrown: [],
  } satisfies Verdict);
};

const endingsOf = ({ told }: Outcome): number => (told === "nothing" || (typeof told === "object" && "error" in told && told.error !== 4002) ? 0 : 1);

/** Lets deliveries happen: by themselves, else by alarm after alarm. */
const drain = async (scene: Scene): Promise<void> => {
  const isSettled = async () => (await scene.reports()).length === 0 && (await scene.gemini.open()) === 0;
  for (let round = 0; round < 40; round++) {
    const isQuiet = await until("delivery", isSettled, 250).catch(() => false);
    if (isQuiet) return;
    if ((await scene.reports()).length > 0) await scene.clock.toAlarm();
  }
};

const look = async (scene: Scene, outcome: Outcome): Promise<Verdict> => {
  const stored = outcome.status === "deleted" ? await scene.stored() : await until("the app's answer", () => scene.stored().then((it) => it ?? undefined));
  const sessions = (await scene.gemini.sessions()).filter(({ setup }) => setup !== null);
  const last = scene.candidates.at(-1);
  const told = scene.candidates.map((candidate) => candidate.told);
  const timestamps = stored?.transcript.map(({ timestamp }) => timestamp) ?? [];
  const rows = stored?.transcript.map(({ speaker, content }) => ({ speaker, content })) ?? [];
  const isTouched = await scene.hasObject();
  return {
    status: stored?.interview.status ?? "deleted",
    endReason: stored?.interview.endReason ?? null,
    told: last?.told.at(-1) ?? (last && last.errors.length > 0 ? { error: 5000 } : "nothing"),
    closeCode: outcome.closeCode === null ? null : (last?.closed?.code ?? null),
    sessions: isWithin(sessions.length, outcome.sessions) ? outcome.sessions : sessions.length,
    endings: told.flat().filter((it) => typeof it === "object" && ("ended" in it || it.error === 4002)).length,
    greetings: sessions.flatMap(({ texts }) => texts).filter((text) => text === opening).length,
    openAtGemini: sessions.filter(({ closedAtUnixMs }) => closedAtUnixMs === null).length,
    openAtOnce: sessions.flatMap((one, at) =>
      sessions.slice(at + 1).flatMap((other) => (other.openedAtUnixMs < (one.closedAtUnixMs ?? Infinity) ? [`${one.id} beside ${other.id}`] : [])),
    ),
    rows,
    kept: isTouched ? await scene.utterances() : [],
    unseenInD1: scene.candidates.flatMap(({ finals }) => finals.filter((final) => !rows.some((row) => isSame(row, final)))) as Line[],
    timestampsFall: timestamps.filter((timestamp, at) => at > 0 && timestamp <= (timestamps[at - 1] ?? "")),
    undelivered: isTouched ? await scene.reports() : [],
    alarms: isTouched ? await alarmsOf(scene) : [],
    leaks: leaksOf(scene),
    unhandled: witness.unhandled,
    thrown: witness.thrown,
  };
};

const isWithin = (count: number, bound: Outcome["sessions"]) => (typeof bound === "number" ? count === bound : count > 0 && count <= bound.atMost);

const isSame = (one: Line, other: { speaker: string; content: string }) => one.speaker === other.speaker && one.content === other.content;

/** The object's alarm must be its earliest row, and the clean-up a day away. */
const alarmsOf = async (scene: Scene): Promise<string[]> => {
  const rows = await scene.alarms();
  const armed = await scene.clock.alarmAt();
  const isArmed = armed === (rows[0]?.at_unix_ms ?? null);
  const isFar = rows.every(({ kind, at_unix_ms }) => kind !== "cleanup" || at_unix_ms > Date.now() + day / 2);
  return [...rows.map(({ kind }) => kind), ...(isArmed ? [] : [`armed for ${armed}`]), ...(isFar ? [] : ["clean-up too soon"])];
};

const leaksOf = (scene: Scene): string[] => {
  const { JWT_SECRET, WORKER_SHARED_SECRET, GEMINI_API_KEY } = places;
  const tokens = scene.candidates.flatMap(({ token, resumeToken }) => [token, resumeToken].filter((it) => it !== null && it.length > 8));
  const sentences = scene.said.map(({ content }) => content).filter((it) => it.length > 8);
  const texts = [JWT_SECRET, WORKER_SHARED_SECRET, GEMINI_API_KEY, ...scene.confidential, ...tokens, ...sentences] as string[];
  const reasons = scene.candidates.flatMap(({ closed, payloads }) => [
    closed?.reason ?? "",
    ...payloads.flatMap((it) => (it.$case === "error" ? [it.value.message] : [])),
  ]);
  return [...witness.logged, ...reasons].filter((line) => texts.some((text) => line.includes(text)));
};
