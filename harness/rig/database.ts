import { globSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Makes the local D1 refuse the transcript row with this content, in the middle of whatever writes it; null mends it. */
export const refuseRow = (stateDir: string, content: string | null): void => {
  const files = globSync(`${stateDir}/v3/d1/miniflare-D1DatabaseObject/*.sqlite`).filter((file) => !file.endsWith("metadata.sqlite"));
  for (const file of files) {
    const database = new DatabaseSync(file, { timeout: 2_000 });
    database.exec("DROP TRIGGER IF EXISTS refuse_row");
    if (content !== null) {
      const quoted = `'${content.replaceAll("'", "''")}'`;
      database.exec(
        `CREATE TRIGGER refuse_row BEFORE INSERT ON transcript_entry WHEN NEW.content = ${quoted} BEGIN SELECT RAISE(ABORT, 'injected'); END`,
      );
    }
    database.close();
  }
};
