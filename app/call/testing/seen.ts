import { screen } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

export const heading = (name: string | RegExp) => screen.findByRole("heading", { name });
export const log = () => screen.getByRole("log", { name: "Transcript" });
export const lines = () => [...log().querySelectorAll("p")].map((it) => it.textContent);

/** The tab holds a resume token, as after a reload. */
export const remembered = (token = "resume-0") => {
  sessionStorage.setItem("preppal.resume.i-1", token);
  localStorage.setItem("preppal.resume.i-1", token);
};
