import { expect, it, vi } from "vitest";
import { fakeBrowser } from "../testing/fake-browser.ts";
import { SoundCheck } from "./sound-check.ts";

it("plays no sentence into a recording that was begun while the sentence was loading", async () => {
  const browser = fakeBrowser();
  const loaded = Promise.withResolvers<Response>();
  vi.stubGlobal("fetch", () => loaded.promise);
  const check = new SoundCheck();
  await check.open();
  const playing = check.playPhrase();
  check.record();
  loaded.resolve(new Response(new ArrayBuffer(8)));
  await playing;
  expect([browser.contexts[0]?.played, check.read().recording]).toEqual([[], "running"]);
  check.close();
});
