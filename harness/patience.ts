import { vi } from "vitest";
import { longMs } from "./wait.ts";

// Vitest's default limit of a second cannot be configured.
const waitFor = vi.waitFor;

vi.waitFor = (check, options) =>
  waitFor(check, { timeout: longMs, interval: 10, ...(typeof options === "number" ? { timeout: options } : options) });
