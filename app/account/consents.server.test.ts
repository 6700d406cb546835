import { expect, it } from "vitest";
import { appOfTests } from "../testing/app.ts";
import { DB, Visitor } from "../testing/host.ts";
import { giveConsent, hasConsent } from "./consents.server.ts";

const { db } = appOfTests();
const at = (minute: number) => Date.UTC(2026, 10, 26, 4, minute);
const iso = (minute: number) => new Date(at(minute)).toISOString();

it("records who agreed to which version of what, and when, once, and again after it was withdrawn", async () => {
  const ada = await new Visitor().enter();
  const { id: userId = "" } = (await DB.prepare("select id from user where email = ?").bind(ada.email).first<{ id: string }>()) ?? {};
  const voice = { userId, subject: "voice" };
  const has = () => Promise.all(["1", "2"].map((version) => hasConsent(db, { ...voice, version })));
  const rows = async () => {
    const asked = DB.prepare("select version, given_at, withdrawn_at from consent where user_id = ? order by version");
    return (await asked.bind(userId).raw()).map((row) => row.join(" "));
  };
  expect(await has()).toEqual([false, false]);
  await giveConsent(db, { ...voice, version: "1", nowUnixMs: at(1) });
  await giveConsent(db, { ...voice, version: "1", nowUnixMs: at(2) });
  expect([await has(), await rows()]).toEqual([[true, false], [`1 ${iso(1)} `]]);
  expect(await hasConsent(db, { userId, subject: "research", version: "1" })).toBe(false);
  await giveConsent(db, { ...voice, version: "2", nowUnixMs: at(3) });
  await DB.prepare("update consent set withdrawn_at = ? where user_id = ?").bind(iso(4), userId).run();
  expect(await has()).toEqual([false, false]);
  await giveConsent(db, { ...voice, version: "2", nowUnixMs: at(5) });
  expect([await has(), await rows()]).toEqual([
    [false, true],
    [`1 ${iso(1)} ${iso(4)}`, `2 ${iso(5)} `],
  ]);
});
