import type { Selectable } from "kysely";
import { mayMove, type Reporter } from "../../machines/status.ts";
import type { Database } from "../../migrations/schema.ts";
import type { Interview } from "../../contract/app-api.ts";
import { type InterviewSetup, knownSetup } from "../../contract/setup.ts";
import type { EndReason, Status } from "../../contract/vocabulary.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { beginningSince } from "./live-interviews.server.ts";

/** `userId: null` is the Worker, which may see every interview. */
type Access = { id: string; userId: string | null };

export const toInterview = (row: Selectable<Database["interview"]>): Interview => ({
  id: row.id,
  userId: row.user_id,
  status: row.status,
  ...knownSetup.parse({ role: row.role, ...(JSON.parse(row.setup) as object) }),
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  endReason: row.end_reason,
});

export const createInterview = async (
  db: AppDatabase,
  { userId, setup }: { userId: string; setup: InterviewSetup },
): Promise<Interview> => {
  const { role, ...optional } = setup;
  const row = await db.query
    .insertInto("interview")
    .values({
      id: crypto.randomUUID(),
      user_id: userId,
      role,
      setup: JSON.stringify(optional),
      created_at: new Date().toISOString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toInterview(row);
};

export const findInterview = async (db: AppDatabase, { id, userId }: Access): Promise<Interview | null> => {
  const all = db.query.selectFrom("interview").selectAll().where("id", "=", id);
  const row = await (userId === null ? all : all.where("user_id", "=", userId)).executeTakeFirst();
  return row ? toInterview(row) : null;
};

/** `isUnbegun`: only if it is PENDING and not just beginning. Answers whether there was one. Its transcript goes with it. */
export const deleteInterview = async (
  db: AppDatabase,
  { id, userId, isUnbegun = false }: { id: string; userId: string; isUnbegun?: boolean | undefined },
): Promise<boolean> => {
  const owned = db.query.deleteFrom("interview").where("id", "=", id).where("user_id", "=", userId).returning("id");
  const unbegun = owned
    .where("status", "=", "PENDING")
    .where((row) => row.or([row("begun_at", "is", null), row("begun_at", "<=", beginningSince())]));
  return (await (isUnbegun ? unbegun : owned).executeTakeFirst()) !== undefined;
};

/** Times as reported, ISO 8601 UTC; null: now. */
export type Move = { to: Status; by: Reporter; startedAt: string | null; endedAt: string | null; endReason: EndReason | null };
export type Moved =
  { outcome: "moved" | "unchanged"; interview: Interview } | { outcome: "illegal"; interview: Interview } | { outcome: "missing" };

/**
 * Moves an interview if the lifecycle chart allows it. If it already has the status, the outcome is "unchanged". If another writer moves it
 * between reading and writing, the rules are applied again to its new status; statuses only move forward, so this ends.
 */
export const moveInterview = async (db: AppDatabase, access: Access, move: Move): Promise<Moved> => {
  const interview = await findInterview(db, access);
  if (!interview) return { outcome: "missing" };
  if (interview.status === move.to) return { outcome: "unchanged", interview };
  if (!mayMove(interview.status, move.to, move.by)) return { outcome: "illegal", interview };
  const now = new Date().toISOString();
  const change = {
    PENDING: {},
    IN_PROGRESS: { started_at: move.startedAt ?? now },
    // The report of the start may have been lost: the end brings it along.
    COMPLETED: { started_at: interview.startedAt ?? move.startedAt, ended_at: move.endedAt ?? now, end_reason: move.endReason },
    ERROR: { started_at: interview.startedAt ?? move.startedAt, ended_at: now, end_reason: move.endReason },
  }[move.to];
  const row = await db.query
    .updateTable("interview")
    .set({ status: move.to, ...change })
    .where("id", "=", interview.id)
    .where("status", "=", interview.status)
    .returningAll()
    .executeTakeFirst();
  return row ? { outcome: "moved", interview: toInterview(row) } : moveInterview(db, access, move);
};
