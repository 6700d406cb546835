import { globSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/**
 * Makes the local D1 refuse the transcript row with this content, in the middle of whatever writes it; null mends it. workerd waits for no
 * lock: whoever writes meanwhile, of another suite say, fails. So it is held for one step, without waiting for the disk.
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
