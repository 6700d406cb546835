import { type APIRequestContext, type Cookie, expect, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";

/** The role of an interview that is never begun. */
export const unbegunRole = "Lighthouse Keeper";

const password = "a long enough passphrase";

/** Signs a person up through the page, in a browser context of their own. */
export const signUp = async (page: Page, name = "Ada Lovelace") => {
  const email = `${randomUUID()}@example.test`;
  await page.goto("/signup");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  return { email, password };
};

/** Signs up without a page. The cookie stays with `request`. */
export const openAccount = async (request: APIRequestContext, name = "Ada Lovelace") => {
  const email = `${randomUUID()}@example.test`;
  const response = await request.post("/signup", { form: { name, email, password }, maxRedirects: 0 });
  expect(response.headers()["location"]).toBe("/dashboard");
  return { email, password };
};

/** Creates an interview that nobody has begun, for whoever `request` is signed in as; gives its id. */
export const openInterview = async (request: APIRequestContext, role: string): Promise<string> => {
  const response = await request.post("/api/interviews", { data: { role } });
  const { interview } = (await response.json()) as { interview: { id: string } };
  return interview.id;
};

/** Signs the browser in to a new account, for tests that begin behind the sign-in. */
export const haveAccount = (page: Page, name?: string) => openAccount(page.request, name);

/** Who is signed in by these cookies, with an interview that is never begun. */
export type Candidate = { readonly cookies: Cookie[]; readonly interviewId: string };

/**
 * The browser is signed in as somebody who was there before, and whom other tests are too: for what depends on nothing that they have.
 * Gives the id of an interview that is never begun. Not by a context's `storageState`, which would be a new context each time.
 */
export const haveCandidate = async (page: Page, { cookies, interviewId }: Candidate): Promise<string> => {
  await page.context().addCookies(cookies);
  return interviewId;
};

/** The browser is signed in to a new account with an interview; gives its id. */
export const haveInterview = async (page: Page, role: string): Promise<string> => {
  await haveAccount(page);
  return openInterview(page.request, role);
};

/** From the dashboard to the lobby of a new interview; gives its id. */
export const startInterview = async (page: Page, role: string): Promise<string> => {
  await page.getByRole("textbox", { name: "Role" }).fill(role);
  await page.getByRole("button", { name: "Start Interview" }).click();
  await expect(page).toHaveURL(/\/interview\/[^/]+\/session$/);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
};

/** From the lobby to the moment when the interviewer's first words are on screen. */
export const beginInterview = async (page: Page) => {
  await page.context().grantPermissions(["microphone"]);
  await page.getByRole("button", { name: "Begin Interview" }).click();
  await expect(page.getByRole("button", { name: "End Interview" })).toBeVisible();
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText(/\w+ \w+/);
};

/**
 * Keeps the candidate silent until they `speak`. A fake microphone plays its speech from the moment it is opened, and on a slow machine
 * much of that would pass before the interview is live.
 */
export const staySilent = (page: Page) =>
  page.addInitScript(() => {
    let isFirst = true;
    const devices = MediaDevices.prototype;
    const { getUserMedia } = devices;
    devices.getUserMedia = async function (constraints) {
      const stream = await getUserMedia.call(this, constraints);
      for (const track of stream.getAudioTracks()) track.enabled = !isFirst;
      isFirst = false;
      return stream;
    };
  });

/** Another microphone plays the speech from the start. */
export const speak = async (page: Page) => {
  await page.keyboard.press("?");
  await page.getByRole("combobox", { name: "Microphone" }).selectOption({ label: "Fake Audio Input 1" });
  await page.keyboard.press("?");
};

/** Presses End Interview, confirms, and waits for the feedback page. */
export const endInterview = async (page: Page) => {
  await page.getByRole("button", { name: "End Interview" }).first().click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: /^End/ });
  await confirm.click();
  await expect(page).toHaveURL(/\/feedback$/);
};

/** Deletes an interview on the dashboard. For some seconds this can be undone. */
export const deleteInterview = async (page: Page, role: string) => {
  await page.getByLabel(`More: ${role}`).click();
  await page.getByRole("button", { name: `Delete: ${role}` }).click();
};

/** Collects the console errors and uncaught exceptions of a page. */
export const watchConsole = (page: Page): string[] => {
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  // Violations of the content security policy, which a browser may block without a word in the console, such as a library's test for eval.
  void page.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`The page's policy blocked ${blockedURI} by ${violatedDirective} in ${sourceFile}`),
    ),
  );
  return errors;
};
