import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { parseEnv } from "../server/env.server.ts";
import { openDatabase } from "../server/database.server.ts";
import { afterAnswers, Visitor } from "../testing/host.ts";
import { forgetOldBuckets, returnToken, scaled, secondsToToken, takeToken, tokensAt } from "./rate-limits.server.ts";

const db = openDatabase(parseEnv(env).DB);
const limit = { capacity: 3, perHour: 60 };
const minute = 60_000;
const start = 1_800_000_000_000;
const taker = () => {
  const key = crypto.randomUUID();
  return { key, take: (nowUnixMs: number) => takeToken(db, { key, limit, nowUnixMs }) };
};

it("refills over time up to its capacity, and loses nothing to a clock that goes back", () => {
  const bucket = { tokens: 1, refilledAtUnixMs: start };
  expect([-minute, 0, 30_000, minute, 60 * minute].map((ms) => tokensAt(bucket, limit, start + ms))).toEqual([1, 1, 1.5, 2, 3]);
});

it("reports the whole seconds until the next token", () => {
  const empty = { tokens: 0, refilledAtUnixMs: start };
  expect([0, 100, 30_000, 59_999, minute, 60 * minute].map((ms) => secondsToToken(empty, limit, start + ms))).toEqual([
    60, 60, 30, 1, 1, 1,
  ]);
});

it("scales both burst and refill, and always allows one request", () => {
  expect(scaled(limit, 10)).toEqual({ capacity: 30, perHour: 600 });
  expect(scaled(limit, 0.01)).toEqual({ capacity: 1, perHour: 0.6 });
});

it("allows the burst, then one request per refill, and says when to come back", async () => {
  const { take } = taker();
  const answers = [];
  for (const ms of [0, 0, 1, 1, 30_000, minute + 1, minute + 1]) answers.push(await take(start + ms));
  expect(answers).toEqual([null, null, null, 60, 30, null, 60]);
});

it("gives the last token to one of many concurrent requests", async () => {
  const { take } = taker();
  const answers = await Promise.all(Array.from({ length: 10 }, () => take(start)));
  expect(answers.filter((it) => it === null)).toHaveLength(3);
});

it("counts each key separately, and can return tokens", async () => {
  const [one, other] = [taker(), taker()];
  for (let count = 0; count < 3; count += 1) await one.take(start);
  expect([await one.take(start), await other.take(start)]).toEqual([60, null]);
  await returnToken(db, { key: one.key, limit });
  expect([await one.take(start), await one.take(start)]).toEqual([null, 60]);
});

it("never exceeds its capacity, however much is returned", async () => {
  const { key, take } = taker();
  await take(start);
  for (let count = 0; count < 3; count += 1) await returnToken(db, { key, limit });
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push(await take(start));
  expect(answers).toEqual([null, null, null, 60]);
});

it("takes no tokens away when the clock goes back", async () => {
  const { take } = taker();
  expect([await take(start), await take(start - 60 * minute)]).toEqual([null, null]);
});

it("does not let a refused request push the next token further away", async () => {
  const { take } = taker();
  for (let count = 0; count < 3; count += 1) await take(start);
  for (let ms = 0; ms < minute; ms += 10_000) await take(start + ms);
  expect(await take(start + minute)).toBeNull();
});

it("drops buckets unused for a day", async () => {
  const [old, fresh] = [taker(), taker()];
  await old.take(start);
  await fresh.take(start + 25 * 60 * minute);
  await forgetOldBuckets(db, { nowUnixMs: start + 25 * 60 * minute });
  const kept = await db.query.selectFrom("rate_limit").select("key").where("key", "in", [old.key, fresh.key]).execute();
  expect(kept).toEqual([{ key: fresh.key }]);
});

it("drops them hourly, after a request that is counted", async () => {
  const old = taker();
  await old.take(Date.now() - 24 * 60 * minute);
  vi.useFakeTimers({ toFake: ["Date"] });
  // The hour counts from the last time, by the clock of whichever test that was.
  vi.setSystemTime(Date.now() + 60 * 24 * 60 * minute);
  const { email } = new Visitor();
  await new Visitor().submit("/forgot", { email });
  await afterAnswers();
  expect(await db.query.selectFrom("rate_limit").select("key").where("key", "=", old.key).execute()).toEqual([]);
});
