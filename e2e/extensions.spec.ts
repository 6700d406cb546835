import { expect, type Page } from "@playwright/test";
import { signUp, watchConsole } from "./candidate.ts";
import { test } from "./test.ts";

/** Holds the app's scripts back until the returned function is called: the page is there but not hydrated. */
const holdScripts = async (page: Page) => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/assets/*.js", async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
};

/** What extensions do to a page before its scripts run, all at once. */
const meddle = (page: Page) =>
  page.evaluate(() => {
    const put = (parent: Element, name: string) => parent.append(Object.assign(document.createElement(name), { title: "an extension's" }));
    document.documentElement.setAttribute("data-darkreader-mode", "dynamic");
    document.body.setAttribute("cz-shortcut-listen", "true");
    document.head.prepend(document.createElement("meta"));
    put(document.head, "meta");
    put(document.documentElement, "grammarly-desktop-integration");
    document.body.prepend(document.createElement("aside"));
    put(document.body, "div");
  });

/** What a password manager and a translator do inside the app. */
const meddleInside = (page: Page) =>
  page.evaluate(() => {
    document.querySelectorAll("input").forEach((field) => field.after(document.createElement("com-1password-button")));
    document.querySelectorAll("h1").forEach((it) => (it.innerHTML = `<font>${it.textContent}</font>`));
  });

for (const [where, change] of [
  ["around the app", meddle],
  ["inside the app", meddleInside],
] as const) {
  test(`typed text survives an extension that changes the page ${where} before hydration`, async ({ page }) => {
    const errors = watchConsole(page);
    const letScriptsGo = await holdScripts(page);
    await page.goto("/signup", { waitUntil: "commit" });
    await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
    await change(page);
    await page.getByLabel("Password", { exact: true }).fill("a long enough passphrase");
    letScriptsGo();
    // The button can be pressed once the page is hydrated.
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByRole("button", { name: "Hide" })).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada Lovelace");
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("a long enough passphrase");
    expect(errors).toEqual([]);
  });
}

test("an extension's own elements cause no redraw: fields keep their labels and the page its title", async ({ page }) => {
  const warnings: string[] = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  const letScriptsGo = await holdScripts(page);
  await page.goto("/login", { waitUntil: "commit" });
  await page.locator("form").first().waitFor({ state: "attached" });
  await meddle(page);
  letScriptsGo();
  await page.waitForLoadState("networkidle");
  await page.getByRole("link", { name: "Create account" }).first().click();
  await expect(page).toHaveTitle("Create an account · PrepPal");
  await expect(page.locator("head > title")).toHaveCount(1);
  await expect(page.locator("body > div[title]")).toHaveCount(1);
  expect(warnings).toEqual([]);
  await signUp(page);
  await expect(page).toHaveTitle("Dashboard · PrepPal");
});
