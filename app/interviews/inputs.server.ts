import { z } from "zod";
import { endReasons } from "../../contract/vocabulary.ts";
import { decodeCursor } from "./history.server.ts";

/** ISO 8601 with a time zone, made UTC with milliseconds. */
const instant = z.iso.datetime({ offset: true }).transform((text, context) => {
  const date = new Date(text);
  const isCommon = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999;
  if (isCommon) return date.toISOString();
  context.addIssue("not a time");
  return z.NEVER;
});

const endReason = z.enum(endReasons);

export const statusBody = z.strictObject({
  status: z.enum(["IN_PROGRESS", "COMPLETED", "ERROR"]),
  startedAt: instant.nullish().transform((it) => it ?? null),
  endedAt: instant.nullish().transform((it) => it ?? null),
  endReason: endReason.nullish().transform((it) => it ?? null),
});

/** A database value holds 2,000,000 bytes, and a character becomes at most 6 of JSON. */
const content = z
  .string()
  .min(1)
  .max(300_000)
  .transform((text) => text.toWellFormed().replaceAll("\0", ""));

/** Ten times what an interview of an hour holds at most. More are counted, not looked at: each one that is wrong would cost an issue. */
const entriesMost = 50_000;

export const transcriptBody = z.strictObject({
  transcript: z.array(z.strictObject({ speaker: z.enum(["USER", "AI"]), content, timestamp: instant })).max(entriesMost),
  endedAt: instant,
  endReason: endReason.nullish().transform((it) => it ?? null),
});

export const historyQuery = z.object({
  cursor: z
    .string()
    .optional()
    .transform((text, context) => {
      const cursor = text ? decodeCursor(text) : null;
      if (text && cursor === null) context.addIssue("not a cursor of this history");
      return cursor;
    }),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .default("20")
    .transform(Number)
    .pipe(z.number().min(1).max(100)),
});
