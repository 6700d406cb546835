import * as z from "zod";
import { TurnState_Floor } from "../../proto/gen/interview.ts";
import type { Guest, Storm } from "./storm.ts";

type Candidate = Guest["client"];
type Payload = Candidate["payloads"][number];
type Row = { seq: number; speaker: string; text: string; at_unix_ms: number };

/** What clients were shown, as lists of violations; each is empty if there are none. */
export const misshown = async (storm: Storm): Promise<Record<string, unknown[]>> => {
  const rows = await storm.rows<Row>("SELECT seq, speaker, text, at_unix_ms FROM utterance ORDER BY seq");
  const stayed = storm.guests.filter(({ client, isLost }) => !isLost && client.closed?.code === 1000 && wasGreeted(client));
  return {
    early: storm.guests.flatMap(({ client }) => shownBeforeGreeting(client)),
    seen:
      rows.length === 0
        ? []
        : stayed.flatMap(({ client }) => {
            const screen = screenOf(client);
            return JSON.stringify(screen) === JSON.stringify(rows.map(({ seq, speaker, text }) => ({ seq, speaker, text })))
              ? []
              : [{ screen, rows }];
          }),
    outOfTime: storm.guests.flatMap(({ client }) => misplacedInTime(client, rows)),
    turnsFall: storm.guests.flatMap(({ client }) => falling(client.of("turnState").map(({ turn }) => turn))),
    savedFalls: storm.guests.flatMap(({ client }) => falling(client.of("saved").map(({ upToSeq }) => upToSeq))),
    savedTooEarly: storm.guests.flatMap(({ client }) => savedTooEarly(client)),
    untaken: storm.isDeleted ? [] : untaken(storm, rows),
    ...storm.probed,
    unshown: storm.unshown,
    unframed: (await storm.interview.sessions()).flatMap(unframed),
    behindTheEnd: storm.guests.flatMap(({ client }) => behindTheEnd(client)),
  };
};

const wasGreeted = (client: Candidate) => client.of("sessionStarted").length === 1;

/**
 * Payloads that a client got before `SessionStarted`, and repeats of that one. Answers to what the client sent too early may come before,
 * and an end may come without it.
 */
const shownBeforeGreeting = (client: Candidate): unknown[] => {
  const isAnswer = (it: Payload) => it.$case === "error" || it.$case === "pong" || (it.$case === "notice" && it.value.ref !== "");
  const told = client.payloads.filter((it) => !isAnswer(it) && it.$case !== "saved" && it.$case !== "sessionEnded");
  const kinds = told.map(({ $case }) => $case);
  return [...kinds.slice(0, 1).filter((it) => it !== "sessionStarted"), ...kinds.slice(1).filter((it) => it === "sessionStarted")];
};

/** The captions as a client finally shows them. */
const screenOf = (client: Candidate) => {
  const newest = new Map(client.of("transcriptUpdate").map((it) => [it.seq, it]));
  return [...newest.values()]
    .filter(({ text }) => text !== "")
    .toSorted((one, other) => one.seq - other.seq)
    .map(({ seq, speaker, text }) => ({ seq, speaker, text }));
};

/** Final captions whose time is not that of their stored utterance. */
const misplacedInTime = (client: Candidate, rows: Row[]): unknown[] => {
  const startedAt = client.of("sessionStarted")[0]?.startedAtUnixMs ?? 0;
  const updates = client.of("transcriptUpdate");
  // A line that was taken back holds no place: after a crash another may have it.
  const isTakenBack = (at: number) => updates.slice(at + 1).some(({ seq, text }) => seq === updates[at]?.seq && text === "");
  const finals = updates.filter(({ isFinal, text }, at) => isFinal && text !== "" && !isTakenBack(at));
  return finals.filter(({ seq, atMs }) => {
    const row = rows.find((it) => it.seq === seq);
    return row !== undefined && Math.max(0, row.at_unix_ms - startedAt) !== atMs;
  });
};

const falling = (counts: number[]): unknown[] => (counts.some((count, at) => count < (counts[at - 1] ?? 0)) ? [counts] : []);

/** Lines that were told to be saved before they were final, in the order of the frames. */
const savedTooEarly = (client: Candidate): unknown[] => {
  const open = new Map<number, string>();
  return client.payloads.flatMap((it): unknown[] => {
    if (it.$case === "transcriptUpdate") {
      if (it.value.isFinal || it.value.text === "") open.delete(it.value.seq);
      else open.set(it.value.seq, it.value.text);
    }
    if (it.$case !== "saved") return [];
    const early = [...open].filter(([seq]) => seq <= it.value.upToSeq);
    return early.length > 0 ? [{ upToSeq: it.value.upToSeq, early }] : [];
  });
};

/** The ids of typed answers that were acknowledged. */
export const takenBy = (guests: Guest[]): string[] => {
  const refs = guests.flatMap(({ client }) => client.of("notice").map(({ ref }) => ref));
  return [...new Set(refs.filter((ref) => ref !== ""))];
};

/** Typed answers that were acknowledged but are not stored exactly once. */
const untaken = ({ guests, sayings: { typed } }: Storm, rows: Row[]): unknown[] => {
  if (rows.length === 0) return [];
  return takenBy(guests).filter((id) => rows.filter(({ text }) => text === typed.get(id)).length !== 1);
};

const recorded = z.object({
  endsIn: z.object({ IN_PROGRESS: z.object({ floor: z.union([z.string(), z.record(z.string(), z.json())]) }) }),
});

/** The floor in the chart, as a client is told it; null if no interview is in progress. */
export const floorOf = (recording: string | null): TurnState_Floor | null => {
  const { data } = recorded.safeParse(JSON.parse(recording ?? "null"));
  if (!data) return null;
  const { floor } = data.endsIn.IN_PROGRESS;
  const [state = "", within] = typeof floor === "string" ? [floor] : (Object.entries(floor)[0] ?? []);
  const isHeld = within === "thinking" || (typeof within === "object" && within !== null && "held" in within);
  return isHeld ? TurnState_Floor.FLOOR_HELD : (floors[state] ?? null);
};

const floors: Record<string, TurnState_Floor> = {
  open: TurnState_Floor.FLOOR_OPEN,
  opening: TurnState_Floor.FLOOR_DUE,
  answering: TurnState_Floor.FLOOR_ANSWERING,
  due: TurnState_Floor.FLOOR_DUE,
  interviewer: TurnState_Floor.FLOOR_INTERVIEWER,
  confirming: TurnState_Floor.FLOOR_OPEN,
  farewell: TurnState_Floor.FLOOR_INTERVIEWER,
};

/** Sessions with explicit activities in which a start is not followed by its end. */
const unframed = (session: Record<string, unknown>): unknown[] => {
  const types = z.array(z.object({ type: z.string() })).parse(session["activities"]);
  return types.some(({ type }, at) => type !== (at % 2 === 0 ? "start" : "end")) ? [types] : [];
};

const behindTheEnd = (client: Candidate): unknown[] => {
  const kinds = client.kinds();
  const at = kinds.indexOf("sessionEnded");
  return at < 0 ? [] : kinds.slice(at + 1);
};
