import { globSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import type { Evidence } from "../oracle.ts";

const utterance = z.object({ speaker: z.enum(["USER", "AI"]), content: z.string() });
const alarm = z.object({ kind: z.string(), at_unix_ms: z.number() });

/** What an interview's object has on disk, read beside the process that owns it; null if there is no such object. */
export const readObject = ({ stateDir, interviewId }: { stateDir: string; interviewId: string }): Evidence["object"] => {
  for (const file of globSync(`${stateDir}/v3/do/*-InterviewSession/*.sqlite`)) {
    if (file.endsWith("metadata.sqlite")) continue;
    const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
    try {
      if (!isAbout(database, interviewId)) continue;
      const alarms = z.array(alarm).parse(all(database, "SELECT kind, at_unix_ms FROM alarm ORDER BY at_unix_ms"));
      const armed = z.array(z.object({ value: z.string() })).parse(all(database, "SELECT value FROM fact WHERE name = 'alarmAtUnixMs'"));
      return {
        utterances: z.array(utterance).parse(all(database, "SELECT speaker, text AS content FROM utterance ORDER BY seq")),
        reports: all(database, "SELECT kind, attempts FROM report ORDER BY id"),
        alarms,
        armedAtUnixMs: armed[0] ? Number(armed[0].value) : null,
      };
    } finally {
      database.close();
    }
  }
  return null;
};

/** The number of interview objects that the Worker has made. */
export const countObjects = (stateDir: string): number =>
  globSync(`${stateDir}/v3/do/*-InterviewSession/*.sqlite`).filter((file) => !file.endsWith("metadata.sqlite")).length;

const all = (database: DatabaseSync, query: string): unknown[] => database.prepare(query).all();

/** Miniflare writes the object's name into its file. */
const isAbout = (database: DatabaseSync, interviewId: string): boolean =>
  ["__miniflare_do_name", "utterance"].every((table) => has(database, table)) &&
  database.prepare("SELECT 1 FROM __miniflare_do_name WHERE name = ?").all(interviewId).length > 0;

const has = (database: DatabaseSync, table: string): boolean =>
  database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").all(table).length > 0;
