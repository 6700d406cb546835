import { expect } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { beginInterview, endInterview, haveInterview, speak, staySilent } from "./candidate.ts";
import { behindProxies } from "./proxied.ts";
import { simulator } from "./simulator.ts";
import { test } from "./test.ts";

const workerPort = Number(process.env["WORKER_PORT"] ?? 8787);
const [network] = behindProxies(workerPort);

test("an interview survives ten seconds without a network and a reload in mid-sentence", async ({ page }) => {
  const role = `Train Driver ${randomUUID()}`;
  await simulator.play(role, { turns: [{ say: { text: "Good morning. What brings you here?", ms: 1500 } }, "proud", "decision"] });
  await staySilent(page);
  await page.goto(`/interview/${await haveInterview(page, role)}/session`);
  await beginInterview(page);
  await speak(page);
  expect(network.open).toBeGreaterThan(0);
  const log = page.getByRole("log", { name: "Transcript" });
  // The second question: the candidate speaks over the greeting, and is answered.
  const first = "Thank you";
  await expect(log).toContainText(first);

  const triesBefore = network.accepted;
  network.set("refuse");
  network.reset();
  await expect(page.getByText(/reconnecting/i).first()).toBeVisible();
  // It tries after about 0.5, 1, 2 and 4 s, then every 5 s.
  await expect.poll(() => network.accepted - triesBefore, { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
  network.set("pass");
  await expect(page.getByText(/reconnecting/i)).toHaveCount(0);
  await expect(log).toContainText(first);

  await page.reload();
  await expect(page.getByRole("button", { name: "End Interview" })).toBeVisible();
  await expect(log).toContainText(first);
  await endInterview(page);
  await expect(page.getByText(first).first()).toBeVisible();
  expect((await simulator.sessions(role)).map(({ closedAtUnixMs }) => closedAtUnixMs !== null)).toEqual([true]);
});
