import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * The faults that axe finds on a page: each rule with the first place. Runs in legacy mode, which opens no second page to gather results
 * from frames: our pages have none.
 */
export const violationsOf = (page: Page): Promise<string[]> => found(axeOf(page));

const axeOf = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();

/** For a page that has axe already: half a megabyte that need not be read again. */
const axeThere = (page: Page): AxeBuilder => new AxeBuilder({ page, axeSource: "void axe;" }).setLegacyMode();

const found = async (axe: AxeBuilder): Promise<string[]> => {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`);
};

/** The rules about colours. */
const ofColours = ["color-contrast", "link-in-text-block"];

/**
 * The same in each colour scheme. The page is not reloaded in between: only colours depend on the scheme (app/styles/schemes.test.ts), so
 * the second run checks only those rules.
 */
export const violationsInBothSchemes = async (page: Page): Promise<Record<"light" | "dark", string[]>> => {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await violationsOf(page);
  await page.emulateMedia({ colorScheme: "dark" });
  return { light, dark: await found(axeThere(page).withRules(ofColours)) };
};
