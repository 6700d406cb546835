import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Axe's rules about colours, which are all that a scheme changes. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** No page of ours has a frame, so axe opens no page to gather what frames say. */
const axeOf = (page: Page) => new AxeBuilder({ page }).setLegacyMode();

/** What axe finds wrong: the rule and the first place. */
const violationsBy = async (axe: AxeBuilder): Promise<string[]> => {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`);
};

export const violationsOf = (page: Page): Promise<string[]> => violationsBy(axeOf(page));

/** The same in each colour scheme of a page whose motion is reduced: colours follow the scheme at once, while the page stands. */
export const violationsInBothSchemes = async (page: Page): Promise<Record<"light" | "dark", string[]>> => {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await violationsOf(page);
  await page.emulateMedia({ colorScheme: "dark" });
  return { light, dark: await violationsBy(axeOf(page).withRules(ofColours)) };
};
