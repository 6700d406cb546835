import * as z from "zod";
import { isSeen, printableLine } from "../../contract/text.ts";
import { isGuessable } from "./common-passwords.server.ts";

const longestName = 100;
const tooLong = `Use at most ${longestName} characters`;

/** A person's name: one line of 1 to 100 characters. */
export const personName = z
  .string()
  .max(10 * longestName, tooLong)
  .transform(printableLine)
  .pipe(z.string().refine(isSeen, "Enter your name").max(longestName, tooLong));

const longestEmail = 254;

/** An e-mail address in the form in which it is stored. The length is bounded first, because bringing a text into NFC can take time quadratic in it. */
export const emailAddress = z
  .string()
  .max(2 * longestEmail, `Use at most ${longestEmail} characters`)
  .transform((email) => email.normalize("NFC").trim().toLowerCase())
  .pipe(
    z.email({ pattern: z.regexes.html5Email, error: "Enter an email address" }).max(longestEmail, `Use at most ${longestEmail} characters`),
  );

/** An e-mail address for a new account: if no letter could reach it, the first forgotten password would lose the account. */
export const reachableEmail = emailAddress.refine(
  (email) => /@[^.]+\../.test(email),
  "Enter an email address with its whole domain, like ada@example.com",
);

const newPassword = z
  .string()
  .min(8, "Use at least 8 characters")
  .max(128, { error: "Use at most 128 characters", abort: true })
  .refine((password) => !isGuessable(password), "This password is among the first that are tried. Choose another");

const isEmail = (password: string, email: string) => password.trim().toLowerCase() === email;
const notTheEmail = "Choose a password other than your email";

/** A password of the account with that e-mail address. */
export const passwordFor = (email: string) => newPassword.refine((password) => !isEmail(password, email), notTheEmail);

/** The same in place of the `current` one. */
export const changedPassword = ({ email, current }: { email: string; current: string }) =>
  passwordFor(email).refine((password) => password !== current, "Choose a password other than the one you have");

export const signUpForm = z
  .object({ name: personName, email: reachableEmail, password: newPassword })
  .refine(({ email, password }) => !isEmail(password, email), { path: ["password"], error: notTheEmail });

export const signInForm = z.object({ email: emailAddress, password: z.string().min(1).max(128) });
