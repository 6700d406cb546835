import { describe, expect, test } from "vitest";
import { Records, SessionRecord } from "./record.ts";

const pcm = Buffer.alloc(2 ** 20, 1);

describe("what the candidate said", () => {
  const records = new Records();
  const hear = (mebibytes: number) => {
    const record = new SessionRecord({ path: "", extensions: "", url: "" });
    records.add(record, { open: true });
    for (let at = 0; at < mebibytes; at += 1) record.hear(pcm);
    return record;
  };
  const open = hear(1);
  const ended = Array.from({ length: 4 }, () => hear(20));
  ended.forEach((record) => (record.closedAtUnixMs = Date.now()));
  const shorter = Array.from({ length: 100 }, () => hear(0));
  shorter.forEach((record) => (record.closedAtUnixMs = Date.now()));
  hear(0);

  test("is kept while the session is open, however many come after it", () => {
    expect(open.audio()?.length).toBe(2 ** 20);
  });

  test("is kept for the sessions that ended last, 16 MiB each and 64 MiB in all", () => {
    expect(ended.map((record) => record.audio()?.length)).toEqual([undefined, ...Array(3).fill(16 * 2 ** 20)]);
    expect(shorter.map((record) => record.audio()?.length)).toEqual(Array(100).fill(0));
  });
});

describe("the sessions about a key", () => {
  const ids = (records: readonly SessionRecord[]) => records.map(({ id }) => id);

  test("are those whose address or setup holds it, in order of arrival, whenever it was first asked for", () => {
    const records = new Records();
    const come = (url: string) => {
      const record = new SessionRecord({ path: "", extensions: "", url });
      records.add(record, { open: true });
      return record;
    };
    const [first, second] = [come("/?key=other"), come("/?key=a-key")];
    expect(ids(records.about("a-key"))).toEqual([second.id]);
    records.hearSetup(first, "Say a-key.");
    const third = come("/?key=a-key");
    expect(ids(records.about("a-key"))).toEqual([first.id, second.id, third.id]);
    for (let at = 0; at < 200; at += 1) records.about(`another-${at}`);
    expect(ids(records.about("a-key"))).toEqual([first.id, second.id, third.id]);
  });
});
