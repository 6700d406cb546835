import { globSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/**
 * Makes the local D1 refuse the transcript row with this content, which fails the batch that writes it; null removes the fault. workerd
 * does not wait for locks, so a write of another suite would fail in the meantime: the lock is held for a single statement, without waiting
 * for the disk.
 */
export const refuseRow = (stateDir: string, content: string | null): void => {
  const files = globSync(`${stateDir}/v3/d1/miniflare-D1DatabaseObject/*.sqlite`).filter((file) => !file.endsWith("metadata.sqlite"));
  const quoted = content === null ? null : `'${content.replaceAll("'", "''")}'`;
  const make =
    quoted === null
      ? ""
      : `CREATE TRIGGER refuse_row BEFORE INSERT ON transcript_entry WHEN NEW.content = ${quoted} BEGIN SELECT RAISE(ABORT, 'injected'); END;`;
  for (const file of files) {
    const database = new DatabaseSync(file, { timeout: 2_000 });
    database.exec("PRAGMA synchronous = OFF");
    database.exec(`BEGIN IMMEDIATE; DROP TRIGGER IF EXISTS refuse_row; ${make} COMMIT`);
    database.close();
  }
};
