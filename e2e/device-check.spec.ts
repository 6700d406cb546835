import { expect } from "@playwright/test";
import { violationsOf } from "./accessibility.ts";
import { haveInterview, watchConsole } from "./candidate.ts";
import { test } from "./test.ts";

test.beforeEach(({ context }) => context.grantPermissions(["microphone"]));

test("a candidate checks microphone, sound and line, chooses devices, and finds it remembered", async ({ page }) => {
  const errors = watchConsole(page);
  await page.goto(`/interview/${await haveInterview(page, "Data Analyst")}/session`);
  await page.getByRole("button", { name: "Check microphone and sound" }).click();
  await expect(page.getByText("We hear you clearly.")).toBeVisible();
  const line = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Connection" }) });
  await expect(line.getByRole("status")).toHaveText(/^Good/);

  // The sentence is to be heard by nobody but the candidate, who has fallen silent.
  await expect(page.getByText("Nothing arrives.")).toBeVisible();
  await page.getByRole("button", { name: "Play a test sentence" }).click();
  await page.getByRole("button", { name: "I heard it" }).click();
  await expect(page.getByRole("heading", { name: /^Sound.*good$/ })).toBeVisible();

  const microphone = page.getByLabel("Microphone in use");
  await microphone.selectOption({ index: 1 });
  await expect(page.getByRole("heading", { name: /^Microphone.*good$/ })).toBeVisible();
  await page.getByRole("button", { name: "Record four seconds of yourself" }).click();
  await page.getByRole("button", { name: "Hear yourself" }).click();
  await expect(page.getByRole("button", { name: "Hear yourself" })).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);

  await page.reload();
  await expect(page.getByText(/sound and line were good this week/)).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await microphone.selectOption({ index: 0 });
  const chosen = await microphone.inputValue();
  await page.getByLabel("Play it on").selectOption({ index: 2 });
  await page.reload();
  await page.getByRole("button", { name: "Check microphone and sound" }).click();
  await expect(microphone).toHaveValue(chosen);
  expect(errors).toEqual([]);
});

test("a microphone that is not there any more gives way to one that is", async ({ page }) => {
  await page.goto(`/interview/${await haveInterview(page, "Data Analyst")}/session`);
  const gone = { id: "gone", label: "Unplugged" };
  await page.evaluate(
    (it) => localStorage.setItem("preppal.devices", JSON.stringify({ microphone: it, speaker: it, goodAtUnixMs: null })),
    gone,
  );
  await page.reload();
  await page.getByRole("button", { name: "Check microphone and sound" }).click();
  await expect(page.getByText("We hear you clearly.")).toBeVisible();
  await page.getByRole("button", { name: "Play a test sentence" }).click();
  await expect(page.getByRole("button", { name: "I heard it" })).toBeVisible();
});
