import { expect, it } from "vitest";
import { letter } from "../../contract/mail.ts";
import { letters } from "./letters.server.ts";

const origin = "https://preppal.example";
const at = "2026-11-26T04:05:00.000Z";
const sign = { device: "Firefox on Linux", place: "Oslo, Norway", at };

const written = {
  RESET: letters.RESET({ link: `${origin}/reset?token=abc` }, origin),
  PASSWORD_CHANGED: letters.PASSWORD_CHANGED(sign, origin),
  NEW_SIGN_IN: letters.NEW_SIGN_IN({ ...sign, device: "", place: "" }, origin),
  EMAIL: letters.EMAIL({ link: `${origin}/confirm-email?token=abc` }, origin),
  EMAIL_CHANGED: letters.EMAIL_CHANGED({ email: "new@example.com", at }, origin),
  PASSKEY_ADDED: letters.PASSKEY_ADDED({ at }, origin),
  PASSKEY_REMOVED: letters.PASSKEY_REMOVED({ at }, origin),
  ACCOUNT_DELETED: letters.ACCOUNT_DELETED({ receipt: "7", at, interviews: 3, entries: 40 }, origin),
};

it.each(Object.entries(written))("writes %s as the Worker takes it: a one-line subject and a signed text", (_, mail) => {
  expect(letter.parse({ to: "ada@example.com", ...mail }).text).toMatch(/\n\nPrepPal\n$/);
});

it("says what a link is for, how long it works, and what to do if nobody asked for it", () => {
  for (const { text } of [written.RESET, written.EMAIL])
    expect(text).toMatch(/once, for 30 minutes:\n\nhttps:\S+\n\nIf it was not you, ignore this letter: nothing has changed\./);
});

it("says of each change when, on what and where, as far as known, and how to undo it", () => {
  expect(written.PASSWORD_CHANGED.text).toContain("(26 November 2026 at 04:05 UTC, Firefox on Linux, Oslo, Norway)");
  expect(written.NEW_SIGN_IN.text).toContain("(26 November 2026 at 04:05 UTC)");
  for (const { text } of [written.PASSWORD_CHANGED, written.NEW_SIGN_IN, written.PASSKEY_ADDED, written.PASSKEY_REMOVED])
    expect(text).toContain(`${origin}/forgot`);
});

it("uses the singular for one interview and one line", () => {
  const { text } = letters.ACCOUNT_DELETED({ receipt: "7", at, interviews: 1, entries: 1 }, origin);
  expect(text).toContain("with 1 interview and 1 line of what was said in them");
});
