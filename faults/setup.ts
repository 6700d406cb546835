import { afterEach, beforeEach } from "vitest";
import { abortAllDurableObjects } from "cloudflare:test";
import { Clock } from "./clock.ts";
import { beginToWitness, witness } from "./witness.ts";

beginToWitness();

beforeEach(() => {
  witness.forget();
  Clock.install();
});

afterEach(async () => {
  Clock.uninstall();
  await abortAllDurableObjects();
});
