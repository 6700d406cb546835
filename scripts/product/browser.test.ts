import { expect, it, vi } from "vitest";
import { requireBrowser } from "./browser.ts";
import { SetupError } from "./settings.ts";

it("refuses a CHROMIUM_PATH at which nothing is", () => {
  vi.stubEnv("CHROMIUM_PATH", "/nowhere/chromium");
  expect(requireBrowser).toThrow(new SetupError("CHROMIUM_PATH is /nowhere/chromium, where there is no file."));
});
