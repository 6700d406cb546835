import { z } from "zod";
import { endReasons, levels } from "../../contract/vocabulary.ts";
import { decodeCursor } from "./history.server.ts";

// Control characters but tab and newline, and the overrides that turn the reading direction around.
const unprintable = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;
const printable = (text: string) =>
  text
    .toWellFormed()
    .replace(unprintable, (character) => (character === "\n" || character === "\t" ? character : ""))
    .trim();

const words = (maxLength: number) =>
  z
    .string()
    .transform(printable)
    .pipe(z.string().max(maxLength, `Use at most ${maxLength} characters`));
const optionalWords = (maxLength: number) =>
  words(maxLength)
    .nullish()
    .transform((text) => text || null);

const setup = {
  role: words(120).pipe(z.string().min(1, "Enter the role you are interviewing for")),
  company: optionalWords(120),
  level: z
    .enum(levels)
    .nullish()
    .transform((level) => level ?? null),
  jobDescription: optionalWords(20_000),
  resume: optionalWords(20_000),
};

/** Set-up fields as JSON: anything else is refused. */
export const setupBody = z.strictObject(setup);

/** Set-up fields of a form, where nothing chosen is an empty text. */
export const setupForm = z.object({ ...setup, level: z.preprocess((level) => level || null, setup.level) });

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
  endedAt: instant.nullish().transform((it) => it ?? null),
  endReason: endReason.nullish().transform((it) => it ?? null),
});

/** A database value holds 2,000,000 bytes, and a character becomes at most 6 of JSON. */
const content = z
  .string()
  .min(1)
  .max(300_000)
  .transform((text) => text.toWellFormed().replaceAll("\0", ""));

export const transcriptBody = z.strictObject({
  transcript: z.array(z.strictObject({ speaker: z.enum(["USER", "AI"]), content, timestamp: instant })),
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
