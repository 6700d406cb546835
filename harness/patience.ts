import { vi } from "vitest";
import { longMs } from "./wait.ts";

// Vitest's own limit is a second, and has no setting.
const waitFor = vi.waitFor;

vi.waitFor = (check, options) =>
  waitFor(check, { timeout: longMs, interval: 10, ...(typeof options === "number" ? { timeout: options } : options) });
