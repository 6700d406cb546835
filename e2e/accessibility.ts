import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds wrong with a page: the rule and the first place. No page of ours has a frame, so it opens no page to gather what frames say. */
export const violationsOf = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`);
};

/** The same in each colour scheme: colours follow the scheme while the page stands. */
export const violationsInBothSchemes = async (page: Page): Promise<Record<"light" | "dark", string[]>> => {
  const violationsIn = async (colorScheme: "light" | "dark") => {
    await page.emulateMedia({ colorScheme });
    return violationsOf(page);
  };
  return { light: await violationsIn("light"), dark: await violationsIn("dark") };
};
