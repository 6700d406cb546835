import { expect, it } from "vitest";
import { appOfTests } from "../testing/app.ts";
import { DB, Visitor } from "../testing/host.ts";
import { giveConsent, hasConsent, listConsents, withdrawConsent } from "./consents.server.ts";

const { db } = appOfTests();
const at = (minute: number) => Date.UTC(2026, 10, 26, 4, minute);
const iso = (minute: number) => new Date(at(minute)).toISOString();

it("records who agreed to which version and when, and when they took it back", async () => {
  const ada = await new Visitor().enter();
  const { id: userId = "" } = (await DB.prepare("select id from user where email = ?").bind(ada.email).first<{ id: string }>()) ?? {};
  const voice = { userId, subject: "voice" };
  const has = () => Promise.all(["1", "2"].map((version) => hasConsent(db, { ...voice, version })));
  expect(await has()).toEqual([false, false]);
  await giveConsent(db, { ...voice, version: "1", nowUnixMs: at(1) });
  await giveConsent(db, { ...voice, version: "1", nowUnixMs: at(2) });
  expect([await has(), await listConsents(db, { userId })]).toEqual([
    [true, false],
    [{ subject: "voice", version: "1", givenAt: iso(1), withdrawnAt: null }],
  ]);
  await giveConsent(db, { ...voice, version: "2", nowUnixMs: at(3) });
  await withdrawConsent(db, { ...voice, nowUnixMs: at(4) });
  expect(await has()).toEqual([false, false]);
  await giveConsent(db, { ...voice, version: "2", nowUnixMs: at(5) });
  expect(await listConsents(db, { userId })).toEqual([
    { subject: "voice", version: "1", givenAt: iso(1), withdrawnAt: iso(4) },
    { subject: "voice", version: "2", givenAt: iso(5), withdrawnAt: null },
  ]);
});
