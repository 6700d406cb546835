import { expect, type Page } from "@playwright/test";
import { haveAccount, haveCandidate, watchConsole } from "./candidate.ts";
import { docx, emptyDocument, pdf, withoutLast, zip } from "./documents.ts";
import { test } from "./test.ts";

const choose = (page: Page, name: string, buffer: Buffer) =>
  page.getByLabel("Choose a file").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
const text = (page: Page) => page.getByRole("textbox", { name: "Résumé" });

test("a résumé's text is extracted from a PDF and a DOCX on the device, and the file is never uploaded", async ({ page }) => {
  const errors = watchConsole(page);
  await haveAccount(page);
  await page.goto("/interview/new");
  // The browser asks for the page's icon when all else is there.
  await page.waitForLoadState("networkidle");
  const asked: string[] = [];
  await page.route("**/*", (route) => {
    const request = route.request();
    asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`);
    return route.continue();
  });
  await choose(page, "cv.pdf", pdf([{ lines: ["Ada Lovelace", "Nurse on ward 5"] }, { lines: ["Second page"] }]));
  await expect(page.getByText(/^cv\.pdf is read/)).toBeVisible();
  await expect(text(page)).toHaveValue("Ada Lovelace\nNurse on ward 5\n\nSecond page");
  await choose(page, "cv.docx", docx(["Ten years", "Zürich &amp; Bern"]));
  await expect(page.getByText(/^cv\.docx is read/)).toBeVisible();
  await expect(text(page)).toHaveValue("Ten years\n\nZürich & Bern");
  await choose(page, "online.docx", docx(["Twelve years"], "word/document2.xml"));
  await expect(text(page)).toHaveValue("Twelve years");
  expect(asked.every((it) => it.startsWith("GET ") && /\/assets\/[^?]*\.m?js $/.test(it))).toBe(true);
  expect(page.workers()).toEqual([]);

  await text(page).fill("Only this.");
  await page.getByLabel("Role").fill("Nurse");
  await page.getByRole("button", { name: "Start Interview" }).click();
  await expect(page).toHaveURL(/\/session$/);
  expect(asked.join("\n")).toContain("Only+this.");
  // The URL of a module has a hash, which may contain any letters.
  const told = asked.filter((it) => !it.includes("/assets/")).join("\n");
  expect(told).not.toMatch(/Ten|Lovelace|cv\./);
  expect(errors).toEqual([]);
});

test("a file without readable text is named with a way out, and the typed text stays", async ({ page, candidate }) => {
  const errors = watchConsole(page);
  await haveCandidate(page, candidate);
  await page.goto("/interview/new");
  await text(page).fill("Nine years");
  const bomb = zip({ "word/document.xml": Buffer.alloc(30 * 1024 * 1024, " ") });
  const files: [string, Buffer, RegExp][] = [
    ["scan.pdf", pdf([{ lines: [] }]), /This PDF is a picture/],
    ["locked.pdf", pdf([{ lines: ["Secret"] }], { isLocked: true }), /This file has a password/],
    ["torn.pdf", Buffer.from("%PDF-1.7 and nothing else"), /This file cannot be read/],
    ["circle.pdf", Buffer.from(String(pdf([{ lines: ["A page"] }])).replace("/Kids [4 0 R]", "/Kids [2 0 R]")), /This file cannot be read/],
    ["long.pdf", pdf(Array.from({ length: 21 }, () => ({ lines: ["A page"] }))), /more than 20 pages/],
    ["large.pdf", Buffer.alloc(6 * 1024 * 1024), /larger than 5 MB/],
    ["bomb.docx", bomb, /unpacks to far more/],
    ["sheet.docx", zip({ "xl/workbook.xml": "<workbook/>" }), /This file cannot be read/],
    ["torn.docx", docx(["Ten years"]).subarray(0, 200), /This file cannot be read/],
    ["renamed.docx", docx(["Uncounted"], "word/text.bin", { "word/document.xml": emptyDocument }), /This file cannot be read/],
    [
      "unlisted.docx",
      withoutLast(docx(["Uncounted"], "word/text.xml", { "word/document.xml": emptyDocument })),
      /This file cannot be read/,
    ],
  ];
  for (const [name, content, words] of files) {
    await choose(page, name, content);
    await expect(page.getByRole("status").filter({ hasText: `${name}: ` })).toHaveText(words);
    await expect(text(page)).toHaveValue("Nine years");
  }
  expect(page.workers()).toEqual([]);
  expect(errors).toEqual([]);
});
