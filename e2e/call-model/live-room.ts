import { expect, type Page } from "@playwright/test";
import { allowMicrophone, answerToken, waitForSound } from "./platform.ts";
import type { WorkerSide } from "./worker-side.ts";

/** From the lobby into a room in which the candidate is asked this question, with a Worker that accepts everything. */
export const goLive = async (page: Page, worker: WorkerSide, question: string): Promise<void> => {
  await page.getByRole("button", { name: "Begin Interview" }).click();
  await allowMicrophone(page);
  await waitForSound(page);
  await answerToken(page, null);
  await takeCall(worker);
  await worker.say({
    $case: "transcriptUpdate",
    value: { speaker: "USER", text: "Hello.", isFinal: true, seq: 1, isTyped: false, atMs: 0 },
  });
  await worker.say({ $case: "transcriptUpdate", value: { speaker: "AI", text: question, isFinal: true, seq: 2, isTyped: false, atMs: 1 } });
  await page.clock.runFor(2_000);
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText(question);
};

/** The same after a reload, which asks for neither the beginning nor a token. */
export const comeBack = async (page: Page, worker: WorkerSide): Promise<void> => {
  await expect(page.getByRole("heading", { name: "Waiting for your microphone" })).toBeVisible();
  await allowMicrophone(page);
  await waitForSound(page);
  await takeCall(worker);
  await expect(page.getByRole("button", { name: "End Interview" })).toBeVisible();
};

const takeCall = async (worker: WorkerSide): Promise<void> => {
  await worker.ring();
  await worker.open();
  const features = ["text", "patience", "talk", "think", "steer", "muted"];
  const value = { resumeToken: "r1", endsAtUnixMs: 3_600_000, startedAtUnixMs: 0, nowUnixMs: 1, features };
  await worker.say({ $case: "sessionStarted", value });
};
