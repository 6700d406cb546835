import { expect, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { beginInterview, type Candidate, haveCandidate, openInterview, staySilent } from "./candidate.ts";
import { behindProxies } from "./proxied.ts";
import { simulator } from "./simulator.ts";
import { test } from "./test.ts";

const appPort = Number(process.env["APP_PORT"] ?? 4000);
const workerPort = Number(process.env["WORKER_PORT"] ?? 8787);
const [app, worker] = behindProxies(appPort, workerPort);
test.describe.configure({ mode: "serial" });

const begin = async (page: Page, candidate: Candidate) => {
  const role = `Ferry Captain ${randomUUID()}`;
  await simulator.play(role, { turns: [{ say: { text: "Good morning. What brings you here?", ms: 1500 } }] });
  await haveCandidate(page, candidate);
  const id = await openInterview(page.request, role);
  await staySilent(page);
  await page.goto(`/interview/${id}/session`);
  await beginInterview(page);
  return id;
};
const end = async (page: Page) => {
  await page.getByRole("button", { name: "End Interview" }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^End/ }).click();
};
/** Advances the clock until the room's last words match. It waits half a minute if nothing answers. */
const comesTo = (page: Page, words: RegExp) =>
  expect(async () => {
    await page.clock.runFor(5_000);
    await expect(page.getByRole("heading", { name: words })).toBeVisible({ timeout: 250 });
  }).toPass();
const endOf = async (page: Page, id: string) => {
  const { interview } = (await (await page.request.get(`/api/interviews/${id}`)).json()) as { interview: object };
  return interview;
};

test("an end that the network swallows is confirmed with the app, and the room stays until the app answers", async ({
  page,
  candidate,
}) => {
  await page.clock.install();
  const id = await begin(page, candidate);
  app.set("stall");
  worker.set("stall");
  await end(page);
  await comesTo(page, /PrepPal cannot be reached: your report opens once it can\.$/);
  app.set("pass");
  await expect(page).toHaveURL(/\/feedback$/);
  expect(await endOf(page, id)).toMatchObject({ status: "COMPLETED", endReason: "USER_INITIATED" });
  worker.set("pass");
});

test("an end requested offline is requested again after a reload, after the typed answer is sent", async ({ page, candidate }) => {
  const id = await begin(page, candidate);
  worker.set("refuse");
  worker.reset();
  await expect(page.getByText(/reconnecting/i).first()).toBeVisible();
  await page.getByRole("button", { name: "Type", exact: true }).click();
  await page.getByRole("textbox", { name: "Type your answer" }).fill("I brought the ferry home in the storm.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await end(page);
  await expect(page.getByRole("heading", { name: /^Finishing your interview/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: /^Finishing your interview/ })).toBeVisible();
  worker.set("pass");
  await expect(page).toHaveURL(/\/feedback$/);
  await expect(page.getByText("I brought the ferry home in the storm.").first()).toBeVisible();
  expect(await endOf(page, id)).toMatchObject({ status: "COMPLETED", endReason: "USER_INITIATED" });
});

test("after an end confirmed by the Worker the room stays with its words until the app answers", async ({ page, candidate }) => {
  await begin(page, candidate);
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText("What brings");
  app.set("refuse");
  app.reset();
  await end(page);
  await expect(page.getByRole("heading", { name: /PrepPal cannot be reached: your report opens once it can\.$/ })).toBeVisible();
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText("Good morning.");
  app.set("pass");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page).toHaveURL(/\/feedback$/);
});

test("a link whose page cannot be loaded leaves the person where they are, says so, and opens once the app answers", async ({
  page,
  candidate,
}) => {
  await page.goto(`/interview/${await haveCandidate(page, candidate)}/session`);
  await expect(page.getByRole("button", { name: "Begin Interview" })).toBeEnabled();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  app.set("refuse");
  app.reset();
  await page.getByRole("link", { name: "Not now" }).click();
  await expect(page.getByText("PrepPal cannot be reached. What you see stays here, and it goes on once it can.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Begin Interview" })).toBeEnabled();
  app.set("pass");
  await expect(page).toHaveURL(/\/dashboard$/);
});
