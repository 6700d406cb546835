import { vi } from "vitest";

/** Only ends what hangs. Vitest's own limit is a second, and has no setting. */
export const longMs = 30_000;
const waitFor = vi.waitFor;

vi.waitFor = (check, options) =>
  waitFor(check, { timeout: longMs, interval: 10, ...(typeof options === "number" ? { timeout: options } : options) });
