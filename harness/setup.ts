// A setup file runs for every test file. What it imports runs once per runtime, and its effect lasts.
import { afterEach, vi } from "vitest";
import "./patience.ts";

// Vitest itself leaves a faked clock to whatever follows: the next test, and the next file of the same runtime.
afterEach(() => void vi.useRealTimers());
