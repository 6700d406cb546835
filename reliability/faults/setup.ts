import { abortAllDurableObjects } from "cloudflare:test";
import { afterEach, beforeAll, beforeEach } from "vitest";
import { readStored } from "./app-side.ts";
import { startClock, stopClock } from "../../harness/clock.ts";
import { forgetUnderway, watchUnderway } from "./underway.ts";
import { beginToWitness, witness } from "./witness.ts";

beginToWitness();
watchUnderway();

// The app is started by the first request to it.
beforeAll(() => readStored(crypto.randomUUID()), 90_000);

beforeEach(() => {
  witness.forget();
  stopClock();
});

afterEach(async () => {
  startClock();
  await abortAllDurableObjects();
  forgetUnderway();
});
