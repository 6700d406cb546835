import * as z from "zod";
import type { Interview } from "../../contract/app-api.ts";
import type { AppDatabase } from "../server/database.server.ts";
import { toInterview } from "./interviews.server.ts";

/** Where a page of the history ended: the last row's keys. Opaque to clients as base64url of JSON. */
export type Cursor = { createdAt: string; id: string };

const keys = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()]);

export const encodeCursor = ({ createdAt, id }: Cursor): string =>
  btoa(JSON.stringify([createdAt, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** Answers null for anything that {@link encodeCursor} did not make. */
export const decodeCursor = (text: string): Cursor | null => {
  try {
    const [createdAt, id] = keys.parse(JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))));
    return { createdAt, id };
  } catch {
    return null;
  }
};

/** One page of a user's interviews, newest first. `nextCursor` is null on the last. */
export const listInterviews = async (
  db: AppDatabase,
  { userId, cursor, limit }: { userId: string; cursor: Cursor | null; limit: number },
): Promise<{ interviews: Interview[]; nextCursor: string | null }> => {
  const all = db.query
    .selectFrom("interview")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1);
  const rows = await (
    cursor === null ? all : all.where((row) => row(row.refTuple("created_at", "id"), "<", row.tuple(cursor.createdAt, cursor.id)))
  ).execute();
  const interviews = rows.slice(0, limit).map(toInterview);
  const last = interviews.at(-1);
  return { interviews, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
};
