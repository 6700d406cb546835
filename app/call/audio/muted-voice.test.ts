import { describe, expect, it } from "vitest";
import { MutedVoice } from "./muted-voice.ts";

const frameMs = 40;
/** What is read after each stretch of voice or silence, whose lengths are in ms. */
const after = (...stretches: [ms: number, what: "voice" | "quiet"][]) => {
  const voice = new MutedVoice();
  let now = 0;
  return stretches.map(([ms, what]) => {
    for (const end = now + ms; now < end; now += frameMs) voice.hear(what === "voice", now);
    return voice.read();
  });
};

describe("a voice while muted", () => {
  it("is reported after a second of speech, ignoring gaps between words", () => {
    expect(after([600, "voice"], [400, "quiet"], [320, "voice"], [120, "voice"])).toEqual([false, false, false, true]);
  });

  it("is not reported for an occasional cough", () => {
    expect(after([600, "voice"], [2_000, "quiet"], [600, "voice"], [2_000, "quiet"], [600, "voice"])).not.toContain(true);
  });

  it("is withdrawn after a while of quiet, or once the voice is heard, and then counted from the beginning", () => {
    expect(after([1_200, "voice"], [4_000, "quiet"], [2_000, "quiet"])).toEqual([true, true, false]);
    const voice = new MutedVoice();
    for (let now = 0; now < 1_200; now += frameMs) voice.hear(true, now);
    voice.reset();
    expect(voice.read()).toBe(false);
    voice.hear(true, 1_240);
    expect(voice.read()).toBe(false);
  });
});
