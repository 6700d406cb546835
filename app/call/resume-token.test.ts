import { afterEach, expect, it, vi } from "vitest";
import { forgetResumeToken, recallResumeToken, rememberResumeToken } from "./resume-token.ts";

afterEach(() => {
  vi.restoreAllMocks();
  sessionStorage.clear();
  localStorage.clear();
});

it("gives a reloaded page its own token back, for this interview only", () => {
  rememberResumeToken("i-1", "r");
  expect(recallResumeToken("i-1")).toEqual({ resumeToken: "r", isTakeover: false });
  expect(recallResumeToken("i-2")).toEqual({ resumeToken: null, isTakeover: true });
});

it("offers another tab's token as a takeover", () => {
  rememberResumeToken("i-1", "r");
  sessionStorage.clear();
  expect(recallResumeToken("i-1")).toEqual({ resumeToken: "r", isTakeover: true });
});

it("leaves nothing behind at the end", () => {
  rememberResumeToken("i-1", "r");
  forgetResumeToken("i-1");
  expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
});

it("does not take the token away from the tab that took over", () => {
  rememberResumeToken("i-1", "old");
  localStorage.setItem("preppal.resume.i-1", "young");
  forgetResumeToken("i-1");
  expect([sessionStorage.length, localStorage.getItem("preppal.resume.i-1")]).toEqual([0, "young"]);
});

it("goes without where the browser forbids storage", () => {
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no", "SecurityError");
  });
  rememberResumeToken("i-1", "r");
  forgetResumeToken("i-1");
  expect(recallResumeToken("i-1")).toEqual({ resumeToken: null, isTakeover: true });
});
