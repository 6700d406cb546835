import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { InputEntry } from "../contract/report.ts";
import { spokenEntries } from "../app/feedback/testing/report.ts";
import { violationsInBothSchemes } from "./accessibility.ts";
import { haveAccount, haveInterview, watchConsole } from "./candidate.ts";
import { asTheWorker, openReport, report, tell } from "./reports.ts";
import { movedByScripts } from "./still.ts";
import { missedByFinger } from "./targets.ts";
import { test } from "./test.ts";

const tellInterview = async (page: Page, request: APIRequestContext): Promise<string> => {
  const id = await haveInterview(page, "Backend Engineer");
  await tell(request, id);
  return id;
};

/** The same interview several times in a row. */
const timesOver = (times: number): InputEntry[] =>
  Array.from({ length: times }, (_, at) => at * 98_000).flatMap((laterMs) =>
    spokenEntries.map(({ timestamp, speech, ...entry }) => ({
      ...entry,
      timestamp: new Date(Date.parse(timestamp) + laterMs).toISOString(),
      speech: speech && {
        ...speech,
        startMs: speech.startMs + laterMs,
        endMs: speech.endMs + laterMs,
        pauses: speech.pauses.map(([atMs, ms]) => [atMs + laterMs, ms] as const),
      },
    })),
  );

/** The last line of each page of a PDF, above the margin with the page number. */
const lastLinesOf = async (pdf: Uint8Array): Promise<string[]> => {
  const marginPt = 45;
  const document = await getDocument({ data: pdf }).promise;
  const last = async (number: number): Promise<string> => {
    const { items } = await (await document.getPage(number)).getTextContent();
    const written = items.flatMap((it) => ("str" in it && it.str.trim() !== "" ? [{ words: it.str, y: Math.round(it.transform[5]) }] : []));
    const lowest = Math.min(...written.map(({ y }) => y).filter((y) => y > marginPt));
    return written.flatMap(({ words, y }) => (y === lowest ? [words] : [])).join("");
  };
  return Promise.all(Array.from({ length: document.numPages }, (_, at) => last(at + 1)));
};

test("the report appears by itself, and each quote links to its words and back", async ({ page, request }) => {
  const errors = watchConsole(page);
  const id = await tellInterview(page, request);
  await page.goto(`/interview/${id}/feedback`);
  await expect(report(page)).toBeVisible();
  await expect(page.getByRole("region", { name: "Drills" })).toBeVisible();
  const quote = page.getByRole("region", { name: "Try this next" }).getByRole("link").first();
  const words = (await quote.textContent()) ?? "";
  await quote.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("mark:target")).toHaveText(words);
  await expect(page.locator("mark:target")).toBeInViewport();
  await page
    .locator(".entry", { has: page.locator(":target") })
    .getByRole("link", { name: "Try this next" })
    .click();
  await expect(report(page)).toBeInViewport();
  await page.locator(".entry").getByRole("link", { name: "Question 2" }).first().click();
  await expect(page.locator("summary:target")).toBeInViewport();
  expect(errors).toEqual([]);
});

test("a section still to come looks different in the list from a link, and nothing in the list moves when it arrives", async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const id = await haveInterview(page, "Backend Engineer");
  const began = await request.post(`/api/interviews/${id}/status`, {
    headers: asTheWorker(),
    data: { status: "IN_PROGRESS", startedAt: "2025-11-21T09:01:00.000Z" },
  });
  expect(began.status()).toBe(200);
  await page.goto(`/interview/${id}/feedback`);
  const sections = page.locator('nav[aria-label="In this report"] > ul > li');
  const looks = () =>
    sections.evaluateAll((all) =>
      all.map((it) => {
        const { left, width, top, height } = it.getBoundingClientRect();
        const words = it.querySelector("a, span > span");
        const { color, fontWeight } = getComputedStyle(words ?? it);
        const after = words && getComputedStyle(words, "::after").content;
        return { place: [left, width, top, height].map((px) => Math.round(10 * px)), look: { color, fontWeight, after } };
      }),
    );
  await expect(page.getByText("The transcript is on its way").first()).toBeVisible();
  const coming = await looks();
  expect(coming).toHaveLength(6);
  await tell(request, id);
  await page.reload();
  await expect(page.getByRole("region", { name: "Drills" })).toBeVisible();
  const there = await looks();
  expect(there.map(({ place }) => place)).toEqual(coming.map(({ place }) => place));
  const [[before], [after]] = [coming, there];
  expect(before?.look).toMatchObject({ color: after?.look.color, fontWeight: "400", after: '"…"' });
  expect(after?.look).toMatchObject({ fontWeight: "600", after: "none" });
});

test("everything in the report can be used by finger on a small phone, and its focus ring is whole", async ({ page, told }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  await openReport(page, told);
  await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
  const ringPx = 6;
  const cut = await page.locator("main :is(a, button, input, select, summary)").evaluateAll(
    (all, beyond) =>
      all
        .filter((it) => it.checkVisibility() && !it.closest("nav, dialog"))
        .filter((it) => {
          const { left, right, width } = it.getBoundingClientRect();
          return width > 1 && (left < beyond || right > innerWidth - beyond);
        })
        .map((it) => it.textContent),
    ringPx,
  );
  expect(cut).toEqual([]);
  expect(await missedByFinger(page)).toEqual([]);
});

test("each answer's bar leads by keyboard to its question, which opens and takes the focus", async ({ page, told }) => {
  await openReport(page, told);
  const bar = page.getByRole("link", { name: /^Answer 3: 22\.5 s, question \d/ });
  await bar.focus();
  await page.keyboard.press("Enter");
  const card = page.locator("details", { has: page.locator("summary:target") });
  await expect(card.locator("summary").first()).toBeFocused();
  await expect(card.locator("summary").first()).toBeInViewport();
  await expect(card).toHaveJSProperty("open", true);
});

test("in a low window the list beside the report scrolls by itself", async ({ page, told }) => {
  await page.setViewportSize({ width: 1280, height: 300 });
  await openReport(page, told);
  await page.evaluate(() => scrollTo({ top: 800, behavior: "instant" }));
  const last = page.getByRole("navigation", { name: "In this report" }).getByRole("link").last();
  await last.focus();
  await expect(last).toBeInViewport({ ratio: 1 });
});

test("the fully opened report has no accessibility violation in light or dark", async ({ page, told }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await openReport(page, told);
  await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
  expect(await violationsInBothSchemes(page)).toEqual({ light: [], dark: [] });
});

test.describe("in California, on a phone", () => {
  test.use({ timezoneId: "America/Los_Angeles", locale: "en-GB", viewport: { width: 390, height: 844 } });

  test("nothing shifts when the report hydrates", async ({ page, request }) => {
    const id = await tellInterview(page, request);
    await page.goto(`/interview/${id}/feedback`);
    await expect(page.getByRole("region", { name: "Drills" })).toBeVisible();
    const ownTime = page.locator("main time").first().filter({ hasNotText: "UTC" });
    expect(await movedByScripts(page, `/interview/${id}/feedback`, ownTime)).toEqual([]);
  });
});

test("a line can be corrected and the report made again without scripts, and both stay readable", async ({ page, request, browser }) => {
  const id = await tellInterview(page, request);
  await page.goto(`/interview/${id}/feedback`);
  await expect(page.getByRole("region", { name: "Drills" })).toBeVisible();
  await page.getByText("Misheard?").last().click();
  await page
    .getByLabel("What you said")
    .last()
    .fill("We disagreed about the cache, and I measured it, and my colleague agreed in the end.");
  await page.getByRole("button", { name: "Save" }).last().click();
  await expect(page.getByRole("heading", { name: "Made before your last correction" })).toBeVisible();
  await page.getByRole("button", { name: "Make it again" }).click();
  await expect(page.getByText("Version 2, rubric 2")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Made before your last correction" })).toBeHidden();

  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await context.newPage();
  await plain.goto(`/interview/${id}/feedback`);
  await plain.getByRole("region", { name: "Try this next" }).getByRole("link").first().click();
  await expect(plain.locator("mark:target")).toBeInViewport();
  await expect(plain.getByText("Corrected by you.")).toBeVisible();
  await context.close();
});

test("a share link shows the report to somebody without an account until it is revoked", async ({ page, request, browser }) => {
  const id = await tellInterview(page, request);
  await page.goto(`/interview/${id}/feedback`);
  await expect(report(page)).toBeVisible();
  await page.getByRole("button", { name: "Make a link" }).click();
  const url = await page.getByLabel(/Your link/).inputValue();
  const context = await browser.newContext();
  const stranger = await context.newPage();
  expect((await stranger.goto(url))?.status()).toBe(200);
  await expect(stranger.getByRole("heading", { name: "What to try next" })).toBeVisible();
  await expect(stranger.getByText("Thank you, that was all. Goodbye.")).toHaveCount(0);
  await page.getByRole("button", { name: /Take it back/ }).click();
  await expect(page.getByText("Links that work")).toBeHidden();
  expect((await stranger.goto(url))?.status()).toBe(404);
  await context.close();
});

test("a history row shows all its facts on a phone, however long the company name, and its state in words on a wide page", async ({
  page,
  request,
}) => {
  await haveAccount(page);
  const setup = { role: "Backend Engineer", company: "An unusually long company name & Sons", level: "SENIOR" };
  const { interview } = (await (await page.request.post("/api/interviews", { data: setup })).json()) as { interview: { id: string } };
  await tell(request, interview.id);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/dashboard");
  const facts = page.getByRole("listitem").filter({ hasText: setup.role }).locator("p > :last-child");
  await expect(facts).toContainText("3 answers");
  const cut = await facts.evaluate((it) => ({
    inside: it.scrollWidth - it.clientWidth,
    beside: it.getBoundingClientRect().right > (it.closest("p")?.parentElement?.getBoundingClientRect().right ?? 0) + 0.5,
  }));
  expect(cut).toEqual({ inside: 0, beside: false });
  await page.setViewportSize({ width: 1280, height: 800 });
  const word = await page.getByText("Completed").boundingBox();
  expect(word?.width).toBeGreaterThan(40);
});

test("a print includes everything that is folded on the screen", async ({ page, told }) => {
  await openReport(page, told);
  await expect(page.getByText("Show a stronger version").first()).toBeVisible();
  await expect(page.getByText("Only you know what goes into the blanks").last()).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Only you know what goes into the blanks").last()).toBeVisible();
  // Prompts to press something are hidden, coloured keys keep their colour, and turns are not split across pages.
  await expect(page.getByText("Show a stronger version").first()).toBeHidden();
  await expect(page.getByText("A stronger version", { exact: true }).first()).toBeVisible();
  const delivery = page.getByRole("region", { name: "Delivery" });
  for (const key of await delivery.locator("figcaption [aria-hidden]").all()) await expect(key).toHaveCSS("print-color-adjust", "exact");
  for (const turn of await page.locator("#conversation ol > li").all()) await expect(turn).toHaveCSS("break-inside", "avoid");
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Practise again" })).toBeHidden();
});

test("a print of a long report clips no bar or column and never separates a heading from its text", async ({ page, request }) => {
  const id = await haveInterview(page, "Backend Engineer");
  await tell(request, id, timesOver(10));
  await page.goto(`/interview/${id}/feedback`);
  await expect(page.getByRole("region", { name: "Drills" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  // The width of A4 within its margins.
  await page.setViewportSize({ width: 673, height: 1000 });
  const cut = await page
    .locator("main .overflow-x-auto")
    .evaluateAll((all) => all.filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent));
  expect(cut).toEqual([]);
  const titles = new Set(await page.locator("h2, h3, h4, summary").allInnerTexts());
  const lastLines = await lastLinesOf(new Uint8Array(await page.pdf({ format: "A4" })));
  expect(lastLines.length).toBeGreaterThan(10);
  expect(lastLines.filter((it) => titles.has(it))).toEqual([]);
});
