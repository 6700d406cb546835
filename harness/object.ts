import { runInDurableObject } from "cloudflare:test";

/** Rows from an interview object's SQLite; none if its storage is empty. A crash replaces the object, so get the stub anew each time. */
export const rowsOf = <Row extends Record<string, SqlStorageValue>>(object: DurableObjectStub, query: string): Promise<Row[]> =>
  runInDurableObject(object, (_, { storage }) => {
    const isEmpty = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_step'").toArray().length === 0;
    return isEmpty ? [] : storage.sql.exec<Row>(query).toArray();
  });

/** The time of the object's alarm, Unix ms; null if none is set. */
export const alarmOf = (object: DurableObjectStub): Promise<number | null> =>
  runInDurableObject(object, (_, { storage }) => storage.getAlarm());
