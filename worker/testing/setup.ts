import { reset } from "cloudflare:test";
import { afterAll } from "vitest";

// Test files share one runtime: no object of one file may still work, or be woken by its alarm, in the next.
afterAll(reset);
