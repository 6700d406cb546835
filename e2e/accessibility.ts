import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds wrong with a page: the rule and the first place. No page of ours has a frame, so it opens no page to gather what frames say. */
export const violationsOf = (page: Page): Promise<string[]> => found(axeOf(page));

const axeOf = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();

const found = async (axe: AxeBuilder): Promise<string[]> => {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`);
};

/** The rules that look at colours. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** The same in each colour scheme. The page stands while the scheme changes, by which its colours change and nothing else (app/styles/schemes.test.ts). */
export const violationsInBothSchemes = async (page: Page): Promise<Record<"light" | "dark", string[]>> => {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await violationsOf(page);
  await page.emulateMedia({ colorScheme: "dark" });
  return { light, dark: await found(axeOf(page).withRules(ofColours)) };
};
