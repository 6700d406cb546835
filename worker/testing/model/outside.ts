import { runInDurableObject } from "cloudflare:test";
import { Notice_Kind, TurnState_Floor } from "../../../proto/gen/interview.ts";
import type { GeminiSession } from "../../../harness/gemini.ts";
import type { World } from "./world.ts";

/** What everybody around the object sees of an interview. */
export type Outside = {
  /** The candidate's newest socket: "none", "open", "left", or its close code and the frame that explained it. */
  client: string;
  /** How often the newest socket was told that the interview is live. */
  greetings: number;
  /** Whether Gemini heard the silence that ends an open answer. */
  isAnswerEnded: boolean;
  /** The connections that Gemini holds: "live", or not granted yet: "fresh", or "resumed" by a handle. */
  gemini: string[];
  /** Whether the newest of them was sent a text of ours. */
  isAsked: boolean;
  /** Whether Gemini's end call was answered. */
  isEndAnswered: boolean;
  /** How many requests for the set-up the app has not answered. */
  asked: number;
  status: string;
  /** Whether the app took the transcript. */
  isSubmitted: boolean;
  /** Whether the object stores nothing. */
  isEmpty: boolean;
  /** The alarms that the object has set, apart from `pulse` and `wrapUp`. */
  alarms: string[];
  /** Whether the object keeps an utterance of the interviewer that is not finished. */
  isAiHeard: boolean;
  /** Whether it keeps no unfinished utterance of either side. */
  isFlushed: boolean;
  /** Whose turn it is, as the newest socket was told last. */
  floor: string;
  /** What the newest socket was asked or offered last. */
  notice: string;
  /** The phase that was logged last. */
  phase: string;
};

const asking: ReadonlySet<Notice_Kind> = new Set([Notice_Kind.KIND_CONFIRM_END, Notice_Kind.KIND_SILENCE_OFFERED]);

const nameIn = (names: object, value: number | undefined): string => Object.entries(names).find(([, it]) => it === value)?.[0] ?? "none";

/** 1.2 s of silence, by which Gemini's endpointing finds the end of an answer. PCM16, 16 kHz. */
const endingBytes = 38_400;

const endsInSilence = async ({ interview }: World, session: GeminiSession | undefined): Promise<boolean> => {
  if (!session || session.audioBytes < endingBytes) return false;
  return (await interview.heard(session.id)).subarray(-endingBytes).every((byte) => byte === 0);
};

export const observe = async (world: World): Promise<Outside> => {
  const { interview } = world;
  const [app, sessions, kept] = await Promise.all([interview.app(), interview.sessions(), keptBy(world)]);
  const open = sessions.filter(({ closedAtUnixMs, setup }) => closedAtUnixMs === null && setup !== null);
  return {
    client: standing(world),
    greetings: world.clients.at(-1)?.of("sessionStarted").length ?? 0,
    isAnswerEnded: await endsInSilence(world, open.at(-1)),
    gemini: open.map(({ setup, setUpAtUnixMs }) =>
      setUpAtUnixMs !== null ? "live" : JSON.stringify(setup?.["sessionResumption"] ?? {}) === "{}" ? "fresh" : "resumed",
    ),
    isAsked: (open.at(-1)?.texts.length ?? 0) + (open.at(-1)?.clientContents.length ?? 0) > 0,
    isEndAnswered: (open[0]?.toolResponses.length ?? 0) > 0,
    asked: app.held,
    status: app.interview.status,
    isSubmitted: app.calls.some(({ route, answered }) => route === "transcript" && answered === 200),
    ...kept,
    floor: nameIn(TurnState_Floor, world.clients.at(-1)?.of("turnState").at(-1)?.floor),
    notice: nameIn(
      Notice_Kind,
      world.clients
        .at(-1)
        ?.of("notice")
        .findLast(({ kind }) => asking.has(kind))?.kind,
    ),
    phase: world.phase ?? "PENDING.idle",
  };
};

const standing = ({ clients, absence }: World): string => {
  const newest = clients.at(-1);
  if (!newest) return "none";
  if (absence === "left") return absence;
  if (!newest.closed) return "open";
  const last = newest.kinds().at(-1);
  return `closed ${newest.closed.code}${last === "sessionEnded" || last === "error" ? ` after ${last}` : ""}`;
};

const keptBy = ({ interview }: World) =>
  runInDurableObject(interview.stub(), (_, { storage }) => {
    const isEmpty = storage.sql.exec(`SELECT 1 FROM sqlite_master WHERE name = 'alarm'`).toArray().length === 0;
    const rows = isEmpty
      ? []
      : storage.sql.exec<{ kind: string }>(`SELECT kind FROM alarm WHERE kind NOT IN ('pulse', 'wrapUp') ORDER BY kind`).toArray();
    const [ai, user] = ["utterance.AI", "utterance.USER"].map((key) => storage.kv.get(key) !== undefined);
    return { isEmpty, alarms: rows.map(({ kind }) => kind), isAiHeard: ai === true, isFlushed: !ai && !user };
  });
