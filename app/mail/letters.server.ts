import { counted } from "../../contract/amounts.ts";

/** The facts that each letter tells. Every text in them is ours or the recipient's own. */
export type Letters = {
  RESET: { link: string };
  PASSWORD_CHANGED: Sign;
  NEW_SIGN_IN: Sign;
  EMAIL: { link: string };
  EMAIL_CHANGED: { email: string; at: string };
  PASSKEY_ADDED: { at: string };
  PASSKEY_REMOVED: { at: string };
  ACCOUNT_DELETED: { receipt: string; at: string; interviews: number; entries: number };
};
export type LetterKind = keyof Letters;

/** Who did it, as far as we know: `at` is ISO 8601, the others are empty where nothing is known. */
type Sign = { device: string; place: string; at: string };
type Text = { subject: string; text: string };

const moment = (iso: string): string =>
  `${new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(iso))} UTC`;

const signed = ({ device, place, at }: Sign): string => [moment(at), device, place].filter((it) => it !== "").join(", ");

/** Nothing here names a person or a passkey: a name is whatever somebody typed, and these go to addresses that nobody has confirmed. */
const paragraphs = (...all: string[]): string => `${[...all, "PrepPal"].join("\n\n")}\n`;

const notYou = (origin: string): string =>
  `If this was not you, choose a new password now: ${origin}/forgot. It signs everybody out of your account.`;

/** The letters as they are mailed: plain text, each with the way out. `origin` is the app's. */
export const letters: { [Kind in LetterKind]: (facts: Letters[Kind], origin: string) => Text } = {
  RESET: ({ link }) => ({
    subject: "Choose a new password",
    text: paragraphs(
      "Somebody, you we hope, asked for a new password for your PrepPal account. This link leads to it. It works once, for 30 minutes:",
      link,
      "If it was not you, ignore this letter: nothing has changed.",
    ),
  }),
  PASSWORD_CHANGED: (sign, origin) => ({
    subject: "Your password was changed",
    text: paragraphs(
      `Your PrepPal account has a new password (${signed(sign)}). Every device was signed out, and an interview that was going on has ended. Passkeys that stand on your profile go on working: look through them.`,
      notYou(origin),
    ),
  }),
  NEW_SIGN_IN: (sign, origin) => ({
    subject: "A new sign-in to your account",
    text: paragraphs(
      `Somebody signed in to your PrepPal account on a device that we had not seen before (${signed(sign)}).`,
      `If it was you, all is well. ${notYou(origin)}`,
    ),
  }),
  EMAIL: ({ link }) => ({
    subject: "Confirm your new email address",
    text: paragraphs(
      "Somebody, you we hope, wants to use this address for a PrepPal account. This link confirms it. It works once, for 30 minutes:",
      link,
      "If it was not you, ignore this letter: nothing has changed.",
    ),
  }),
  EMAIL_CHANGED: ({ email, at }, origin) => ({
    subject: "Your email address was changed",
    text: paragraphs(
      `Your PrepPal account now uses ${email} (${moment(at)}). Links that were sent to this address no longer work.`,
      `If this was not you, somebody has your password: write to whoever runs ${origin} at once.`,
    ),
  }),
  PASSKEY_ADDED: ({ at }, origin) => ({
    subject: "A passkey was added to your account",
    text: paragraphs(
      `A new passkey can sign in to your PrepPal account from now on (${moment(at)}).`,
      `If this was not you, remove it on your profile, ${origin}/profile, and choose a new password: ${origin}/forgot.`,
    ),
  }),
  PASSKEY_REMOVED: ({ at }, origin) => ({
    subject: "A passkey was removed from your account",
    text: paragraphs(`A passkey can no longer sign in to your PrepPal account (${moment(at)}).`, notYou(origin)),
  }),
  ACCOUNT_DELETED: ({ receipt, at, interviews, entries }) => ({
    subject: "Your account is deleted",
    text: paragraphs(
      `Your PrepPal account was deleted (${moment(at)}), with ${counted(interviews, "interview")} and ${counted(entries, "line")} of what was said in them. Receipt: ${receipt}`,
      "Copies in the database’s own backups are overwritten within 30 days. This is our last letter to you.",
    ),
  }),
};
