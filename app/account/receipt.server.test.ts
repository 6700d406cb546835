import { expect, it } from "vitest";
import { appOfTests } from "../testing/app.ts";
import { afterAnswers, DB, lettersTo, Visitor } from "../testing/host.ts";
import { readReceipt, writeReceipt } from "./receipt.server.ts";

const app = appOfTests();
const receipt = { at: "2026-11-26T04:00:00.000Z", interviews: 3, entries: 40 };

it("reads back only what it wrote itself, unaltered", () => {
  const text = writeReceipt(app, receipt);
  expect(readReceipt(app, text)).toEqual(receipt);
  for (const forged of [
    null,
    "",
    "x",
    text.replace("_3_", "_4_"),
    text.replace("_40_", "_41_"),
    text.slice(0, -1),
    `${text}_`,
    text.replace("2026", "2025"),
    "_".repeat(5_000),
  ])
    expect(readReceipt(app, forged)).toBeNull();
});

it("is shown and mailed when an account is deleted, with nothing left queued once mailed", async () => {
  const ada = await new Visitor().enter();
  await ada.startInterview();
  const gone = await ada.submit("/profile", { intent: "delete", password: ada.password });
  const path = gone.headers.get("Location") ?? "";
  expect(await (await ada.get(path)).text()).toContain("Receipt:");
  expect(await (await ada.get("/?deleted=account&receipt=forged")).text()).not.toContain("Receipt:");
  await afterAnswers();
  const written = new URL(path, "http://localhost").searchParams.get("receipt") ?? "";
  expect(readReceipt(app, written)).toMatchObject({ interviews: 1, entries: 0 });
  expect(lettersTo(ada.email).at(-1)?.text).toContain(written);
  expect((await DB.prepare("select id from mail where recipient = ?").bind(ada.email).all()).results).toEqual([]);
});
