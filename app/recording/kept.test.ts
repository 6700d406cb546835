import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  forgetOldRecordings,
  forgetRecording,
  forgetRecordings,
  hindranceToRecording,
  keptOf,
  noteRecording,
  wantRecording,
  wantsRecording,
} from "./kept.client.ts";

const interviewId = "0b0f7a3e-0000-4000-8000-000000000001";

const browsers = {
  "has no such storage, as WebKitGTK 2.50": undefined,
  "refuses it, as Firefox does in a private window": {
    getDirectory: async () => Promise.reject(new DOMException("Refused", "SecurityError")),
  },
};

describe.each(Object.entries(browsers))("a browser that %s", (_, storage) => {
  beforeEach(() => {
    vi.stubGlobal("navigator", { ...navigator, storage });
    wantRecording(interviewId, true);
    noteRecording();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  it("cannot keep a recording", async () => {
    expect(await hindranceToRecording()).toBe("unsupported");
  });

  it("has none to play, even if one was requested", async () => {
    expect(await keptOf(interviewId)).toEqual([]);
  });

  it("has none to delete", async () => {
    await forgetOldRecordings(Date.now());
    await forgetRecording(interviewId);
    expect(wantsRecording(interviewId)).toBe(false);
    await forgetRecordings();
    expect(localStorage).toHaveLength(0);
  });
});
