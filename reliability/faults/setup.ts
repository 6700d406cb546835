import { abortAllDurableObjects } from "cloudflare:test";
import { afterEach, beforeAll, beforeEach } from "vitest";
import { readStored } from "./app-side.ts";
import { Clock } from "./clock.ts";
import { forgetUnderway, watchUnderway } from "./underway.ts";
import { beginToWitness, witness } from "./witness.ts";

beginToWitness();
watchUnderway();

// The app starts when it is first asked for something.
beforeAll(() => readStored(crypto.randomUUID()), 90_000);

beforeEach(() => {
  witness.forget();
  Clock.install();
});

afterEach(async () => {
  Clock.uninstall();
  await abortAllDurableObjects();
  forgetUnderway();
});
