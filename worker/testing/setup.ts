import { reset } from "cloudflare:test";
import { afterAll } from "vitest";

// Files share one runtime: no object of one is still at work, nor woken by its alarm, in the next.
afterAll(reset);
