import { emailConfirmedAt, retentionOf, type User } from "../auth/users.server.ts";
import type { Interview } from "../../contract/app-api.ts";
import { measuresOf } from "../feedback/delivery/measures.ts";
import type { ReportInput } from "../../contract/report.ts";
import { readReportInputs } from "../interviews/entries.server.ts";
import { reportNow, type Written } from "../interviews/feedback.server.ts";
import { type Cursor, decodeCursor, listInterviews } from "../interviews/history.server.ts";
import type { AppDatabase } from "../server/database.server.ts";

type Row = Record<string, unknown>;

/** Tables of what hangs on an account, and of what hangs on an interview, by their name in the file. */
const ofAccount = {
  signIns: "session",
  passkeys: "passkey",
  consents: "consent",
  minutesOfDeletedInterviews: "spent_time",
  lettersThatWait: "mail",
} as const;
const ofInterview = { transcript: "transcript_entry", corrections: "transcript_correction", reports: "feedback", shares: "share" } as const;

/** Columns of an interview that are not part of the JSON routes' answers. */
const ofItself = [
  "id",
  "session",
  "usage",
  "plan",
  "handovers",
  "token_minted_at",
  "begun_at",
  "untold_revocation_unix_ms",
  "report_read_at",
  "words_deleted_at",
] as const;

/** Columns that hold JSON: the file has the values, not their text. */
const json = new Set(["session", "usage", "plan", "speech", "report", "checks", "uses", "transports", "facts"]);
/** Columns that are left out because they open something, or only repeat whose row it is. */
const unsaid = new Set(["user_id", "interview_id", "id_hash", "token_hash", "job_id", "public_key", "due_unix_ms", "tries"]);

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const shown = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !unsaid.has(name))
      .map(([name, value]) => [camel(name), json.has(name) && typeof value === "string" ? (JSON.parse(value) as unknown) : value]),
  );

/** Interviews of one page. Each page costs nine queries, of which an invocation has a thousand, and is held in memory as a whole. */
const pageSize = 15;

async function* pagesOf(db: AppDatabase, userId: string) {
  let cursor: Cursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof listInterviews>> = await listInterviews(db, { userId, cursor, limit: pageSize });
    yield page.interviews;
    cursor = page.nextCursor === null ? null : decodeCursor(page.nextCursor);
  } while (cursor !== null);
}

/** A row as it is exported. A report is reduced to what it may still say after lines of its interview were corrected or taken back. */
const held = (row: Row, input: ReportInput | undefined): Row =>
  "report" in row && input?.entries.some(({ correction }) => correction) ? { ...row, ...reportNow(input, row as Written) } : row;

const hangingOn = async (db: AppDatabase, interviews: Interview[]): Promise<Map<string, Row>> => {
  const ids = interviews.map(({ id }) => id);
  const rows = new Map<string, Row>(ids.map((id) => [id, Object.fromEntries(Object.keys(ofInterview).map((part) => [part, []]))]));
  const inputs = await readReportInputs(db, interviews);
  for (const [part, table] of Object.entries(ofInterview)) {
    const found = await db.query.selectFrom(table).selectAll().where("interview_id", "in", ids).execute();
    for (const row of found) (rows.get(row.interview_id)?.[part] as Row[]).push(shown(held(row, inputs.get(row.interview_id))));
  }
  for (const [id, input] of inputs) {
    const row = rows.get(id);
    if (!row) continue;
    (row["transcript"] as { timestamp: string }[]).sort((one, other) => (one.timestamp < other.timestamp ? -1 : 1));
    row["measures"] = measuresOf(input);
  }
  const kept = await db.query.selectFrom("interview").select(ofItself).where("id", "in", ids).execute();
  for (const { id, ...columns } of kept) rows.set(id, { ...rows.get(id), ...shown(columns) });
  return rows;
};

/**
 * Everything that is kept of an account as one JSON text, in pieces: `{format, version, exportedAt, account, interviews}`, the
 * interviews newest first. Passwords, sign-ins' and links' hashes and keys are left out: they say nothing and open something.
 */
export async function* exportOf(db: AppDatabase, user: User): AsyncGenerator<string> {
  const account: Row = {
    ...user,
    emailConfirmedAt: await emailConfirmedAt(db, { userId: user.id }),
    retention: await retentionOf(db, { userId: user.id }),
  };
  for (const [part, table] of Object.entries(ofAccount)) {
    account[part] = (await db.query.selectFrom(table).selectAll().where("user_id", "=", user.id).execute()).map(shown);
  }
  const head = JSON.stringify({ format: "preppal-export", version: 1, exportedAt: new Date().toISOString(), account });
  yield `${head.slice(0, -1)},"interviews":[`;
  let isFirst = true;
  for await (const interviews of pagesOf(db, user.id)) {
    if (interviews.length === 0) continue;
    const hanging = await hangingOn(db, interviews);
    const lines = interviews.map(({ userId: _, ...interview }) => JSON.stringify({ ...interview, ...hanging.get(interview.id) }));
    yield `${isFirst ? "\n" : ",\n"}${lines.join(",\n")}`;
    isFirst = false;
  }
  yield "]}\n";
}
