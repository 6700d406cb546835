import { runInDurableObject } from "cloudflare:test";

/** Rows of an interview's object; none where its storage is empty. After a crash the object is another: ask for the stub each time. */
export const rowsOf = <Row extends Record<string, SqlStorageValue>>(object: DurableObjectStub, query: string): Promise<Row[]> =>
  runInDurableObject(object, (_, { storage }) => {
    const isEmpty = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_step'").toArray().length === 0;
    return isEmpty ? [] : storage.sql.exec<Row>(query).toArray();
  });

/** When the object is to be woken, Unix ms. */
export const alarmOf = (object: DurableObjectStub): Promise<number | null> =>
  runInDurableObject(object, (_, { storage }) => storage.getAlarm());
