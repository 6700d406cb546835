import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HearInterviewer } from "./hear-interviewer.tsx";

let played: FakeAudio[] = [];
let fails = false;
class FakeAudio extends EventTarget {
  readonly url: string;
  isPaused = false;
  constructor(url: string) {
    super();
    this.url = url;
    played.push(this);
  }
  play = async () => (fails ? Promise.reject(new DOMException("none", "NotSupportedError")) : undefined);
  pause() {
    this.isPaused = true;
  }
}

beforeEach(() => {
  played = [];
  fails = false;
  vi.stubGlobal("Audio", FakeAudio);
});
afterEach(() => void vi.unstubAllGlobals());

/** The visible words of the button, which are its name. */
const shown = () => [...screen.getByRole("button").querySelectorAll("span span:not(.invisible)")].map((it) => it.textContent);
const press = () => userEvent.click(screen.getByRole("button"));

it("plays the sentence at one press and stops it at the next, or when the page goes", async () => {
  const { unmount } = render(<HearInterviewer />);
  expect(shown()).toEqual(["Hear the interviewer (3 s)"]);
  await press();
  expect([played.map(({ url }) => url), shown()]).toEqual([[expect.stringMatching(/phrase\.wav/)], ["Stop"]]);
  await press();
  expect([played[0]?.isPaused, shown()]).toEqual([true, ["Hear the interviewer (3 s)"]]);
  await press();
  act(() => void played[0]?.dispatchEvent(new Event("ended")));
  expect(shown()).toEqual(["Stop"]);
  act(() => void played[1]?.dispatchEvent(new Event("ended")));
  expect(shown()).toEqual(["Hear the interviewer (3 s)"]);
  await press();
  unmount();
  expect(played[2]?.isPaused).toBe(true);
});

it("shows the sentence as text, and says when it cannot be played", async () => {
  fails = true;
  render(<HearInterviewer />);
  expect(screen.getByText(/“Hello, and welcome\. I will be your interviewer\.”/)).toBeVisible();
  await press();
  expect(screen.getByRole("status")).toHaveTextContent("It cannot be played right now.");
  expect(shown()).toEqual(["Hear the interviewer (3 s)"]);
});
