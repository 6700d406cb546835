import { afterEach, expect, it, vi } from "vitest";
import { forgetResumeToken, recallResumeToken, rememberResumeToken } from "./resume-token.ts";

afterEach(() => {
  vi.restoreAllMocks();
  sessionStorage.clear();
  localStorage.clear();
});

it("returns a reloaded page's own token, for this interview only", () => {
  rememberResumeToken("i-1", { resumeToken: "r", isTyped: false });
  expect(recallResumeToken("i-1")).toEqual({ resumeToken: "r", isTakeover: false, isTyped: false });
  expect(recallResumeToken("i-2")).toEqual({ resumeToken: null, isTakeover: true, isTyped: false });
});

it("offers another tab's token as a takeover", () => {
  rememberResumeToken("i-1", { resumeToken: "r", isTyped: false });
  sessionStorage.clear();
  expect(recallResumeToken("i-1")).toEqual({ resumeToken: "r", isTakeover: true, isTyped: false });
});

it("remembers that answers are typed, until they are spoken", () => {
  rememberResumeToken("i-1", { resumeToken: "r", isTyped: true });
  expect(recallResumeToken("i-1").isTyped).toBe(true);
  rememberResumeToken("i-1", { resumeToken: "r", isTyped: false });
  expect(recallResumeToken("i-1").isTyped).toBe(false);
});

it("leaves nothing behind at the end", () => {
  rememberResumeToken("i-1", { resumeToken: "r", isTyped: true });
  forgetResumeToken("i-1");
  expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
});

it("leaves the token with the tab that took over", () => {
  rememberResumeToken("i-1", { resumeToken: "old", isTyped: false });
  localStorage.setItem("preppal.resume.i-1", "young");
  forgetResumeToken("i-1");
  expect([sessionStorage.length, localStorage.getItem("preppal.resume.i-1")]).toEqual([0, "young"]);
});

it("works without storage when the browser forbids it", () => {
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  rememberResumeToken("i-1", { resumeToken: "r", isTyped: false });
  forgetResumeToken("i-1");
  expect(recallResumeToken("i-1")).toEqual({ resumeToken: null, isTakeover: true, isTyped: false });
});
