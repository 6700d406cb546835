import { expect, it } from "vitest";
import { appOfTests } from "../testing/app.ts";
import { DB, lettersTo, toWorker } from "../testing/host.ts";
import { deliverMail, putAside } from "./mail.server.ts";

const app = appOfTests();
const minute = 60_000;

const aside = async () => {
  const recipient = `${crypto.randomUUID()}@example.com`;
  const facts = { receipt: "r", at: "2026-11-26T04:00:00.000Z", interviews: 1, entries: 2 };
  await putAside(app.db, { kind: "ACCOUNT_DELETED", userId: null, recipient, facts }).execute();
  return recipient;
};
const left = async (recipient: string) =>
  (
    await DB.prepare("select tries, due_unix_ms - ? as due from mail where recipient = ?")
      .bind(Date.now(), recipient)
      .all<{ tries: number; due: number }>()
  ).results;

it("retries a letter that could not be sent with growing delay, and gives up after two hours", async () => {
  const recipient = await aside();
  let now = Date.now() + 1;
  for (const [minutes, answer] of [
    [0, null],
    [1, 502],
    [2, 500],
    [4, 401],
    [8, 502],
    [16, 502],
    [32, 502],
    [64, 502],
  ] as const) {
    now += minutes * minute;
    expect(await left(recipient)).toHaveLength(1);
    toWorker.mockImplementationOnce(async () => {
      if (answer === null) throw new TypeError("unreachable");
      return new Response(null, { status: answer });
    });
    expect(await deliverMail(app, { nowUnixMs: now })).toBe(1);
    expect(await deliverMail(app, { nowUnixMs: now })).toBe(0);
  }
  expect(await left(recipient)).toEqual([]);
});

it("waits a minute after the first try, and twice as long after each following one", async () => {
  const recipient = await aside();
  const waits = [];
  let now = Date.now() + 1;
  for (let tried = 0; tried < 3; tried += 1) {
    toWorker.mockImplementationOnce(async () => new Response(null, { status: 502 }));
    await deliverMail(app, { nowUnixMs: now });
    const [row] = (await DB.prepare("select due_unix_ms as due from mail where recipient = ?").bind(recipient).all<{ due: number }>())
      .results;
    waits.push(((row?.due ?? 0) - now) / minute);
    now = row?.due ?? 0;
  }
  expect(waits).toEqual([1, 2, 4]);
  await deliverMail(app, { nowUnixMs: now });
  expect([await left(recipient), lettersTo(recipient).length]).toEqual([[], 4]);
});

it("gives each letter to only one of two concurrent deliverers", async () => {
  const recipient = await aside();
  await Promise.all([deliverMail(app), deliverMail(app)]);
  expect(lettersTo(recipient)).toHaveLength(1);
});

it("keeps a letter that could not be sent when the next one is", async () => {
  const both = [await aside(), await aside()];
  const waiting = async () => (await Promise.all(both.map(left))).flat().length;
  toWorker.mockImplementationOnce(async () => new Response(null, { status: 502 }));
  await deliverMail(app);
  expect(await waiting()).toBe(1);
  await deliverMail(app, { nowUnixMs: Date.now() + 2 * minute });
  expect(await waiting()).toBe(0);
});

it("holds letters back while the app does not know its own address", async () => {
  const recipient = await aside();
  await deliverMail(appOfTests({ APP_ORIGIN: "" }));
  expect([lettersTo(recipient), (await left(recipient)).length]).toEqual([[], 1]);
});
