import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { haveAccount, signUp, startInterview, watchConsole } from "./candidate.ts";
import { test } from "./test.ts";

const workerLog = () => readFileSync(`${process.env["STATE_DIR"] ?? ".wrangler/state"}/logs/worker.log`, "utf8");

/** The link in the newest letter to an address, from the Worker's log. */
const linkTo = async (email: string, subject: string): Promise<string> => {
  let link = "";
  await expect(() => {
    const letters = workerLog()
      .split("\n")
      .filter((line) => line.includes('"mail.written"') && line.includes(`"${email}"`) && line.includes(subject));
    link = /https?:\/\/[^\s\\]+\?token=[\w-]+/.exec(letters.at(-1) ?? "")?.[0] ?? "";
    expect(link).not.toBe("");
  }).toPass();
  return new URL(link).pathname + new URL(link).search;
};

const fillIn = async (page: Page, fields: Record<string, string>) => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
};

const signOut = async (page: Page) => {
  await page.getByRole("navigation").getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/$/);
};

test("somebody who forgot their password gets back in by mail and is signed out everywhere else", async ({ page, browser }) => {
  const errors = watchConsole(page);
  const { email } = await haveAccount(page);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto("/login");
  await stranger.getByRole("link", { name: "Forgot your password?" }).click();
  // The URL changes before the page does, and the sign-in page has an email field too.
  await expect(stranger.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await fillIn(stranger, { Email: email });
  await stranger.getByRole("button", { name: "Mail me a link" }).click();
  await expect(stranger.getByText("a letter with a link is on its way").first()).toBeVisible();
  const link = await linkTo(email, "Choose a new password");
  await stranger.goto(link);
  await fillIn(stranger, { "New password": "another long passphrase" });
  await stranger.getByRole("button", { name: "Save new password" }).click();
  await expect(stranger).toHaveURL(/\/login\?after=reset$/);
  await fillIn(stranger, { Email: email, Password: "another long passphrase" });
  await stranger.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(stranger).toHaveURL(/\/dashboard$/);
  await page.goto("/profile");
  await expect(page).toHaveURL(/\/login\?redirectTo=%2Fprofile$/);
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  expect(errors).toEqual([]);
  await stranger.context().close();
});

test("the link mailed to the new address changes the account's email", async ({ page }) => {
  const { email, password } = await haveAccount(page);
  await page.goto("/profile");
  await fillIn(page, { "New email": `new-${email}`, "Your password, to change the email": password });
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByText("A letter is on its way").first()).toBeVisible();
  await page.goto(await linkTo(`new-${email}`, "Confirm your new email"));
  await page.getByRole("button", { name: "Use this email" }).click();
  await expect(page.getByText(`new-${email}`)).toBeVisible();
});

test("a passkey can be added, renamed, used to sign in and removed", async ({ page }) => {
  const errors = watchConsole(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const;
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options: { ...options, automaticPresenceSimulation: true } });
  const { password } = await haveAccount(page);
  await page.goto("/profile");
  await fillIn(page, { "Name of the new passkey": "My laptop", "Your password, to add a passkey": "a guess of mine" });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByLabel("Your password, to add a passkey")).toHaveAccessibleDescription("That is not your current password.");
  await fillIn(page, { "Your password, to add a passkey": password });
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const name = page.getByLabel("Name of the passkey", { exact: true });
  await expect(name).toHaveValue("My laptop");
  await name.fill("The old laptop");
  await page.getByRole("button", { name: "Save the name of My laptop" }).click();
  await expect(page.getByText("The passkey’s name is saved.").first()).toBeVisible();

  await signOut(page);
  await page.goto("/login?redirectTo=/profile");
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(page).toHaveURL(/\/profile$/);
  await page.getByRole("button", { name: "Remove The old laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("The passkey is removed.").first()).toBeVisible();
  await expect(name).toHaveCount(0);

  await signOut(page);
  await page.goto("/login");
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(page.getByRole("alert")).toContainText("opens no account here");
  // The two refusals are answers with status 400, which Chromium logs on its own.
  expect(errors.filter((line) => !/status of 400/.test(line))).toEqual([]);
  await devtools.detach();
});

test("the account's data is exported as one file, and deleting the account removes all of it", async ({ page }) => {
  const { password } = await signUp(page);
  await startInterview(page, "Beekeeper");
  await page.goto("/profile");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download everything as one file" }).click(),
  ]);
  const file = JSON.parse(readFileSync(await download.path(), "utf8")) as { interviews: { role: string }[] };
  expect([download.suggestedFilename(), file.interviews.map(({ role }) => role)]).toEqual([
    expect.stringMatching(/^preppal-.*\.json$/),
    ["Beekeeper"],
  ]);
  await fillIn(page, { "Your password, to confirm": password });
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete everything" }).click();
  await expect(page.getByText(/1 interview, 0 lines of what was said/)).toBeVisible();
});
