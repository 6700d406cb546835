import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { VoiceField } from "./voice-field.tsx";

let played: FakeAudio[] = [];
class FakeAudio extends EventTarget {
  readonly url: string;
  isPaused = false;
  static fails = false;
  constructor(url: string) {
    super();
    this.url = url;
    played.push(this);
  }
  play = async () => (FakeAudio.fails ? Promise.reject(new DOMException("none", "NotSupportedError")) : undefined);
  pause() {
    this.isPaused = true;
  }
}

beforeEach(() => {
  played = [];
  FakeAudio.fails = false;
  vi.stubGlobal("Audio", FakeAudio);
});
afterEach(() => void vi.unstubAllGlobals());

const show = (interviewer = "") =>
  render(
    <form>
      <input type="hidden" name="interviewer" value={interviewer} />
      <VoiceField label="Voice" name="voice" defaultValue="">
        <option value="">As it suits the interviewer</option>
        <option value="Puck">Puck</option>
      </VoiceField>
    </form>,
  );
const hear = () => userEvent.click(screen.getByRole("button", { name: "Hear this voice" }));

it("plays the chosen voice, or the interviewer's default", async () => {
  const { unmount } = show("SCEPTICAL");
  await hear();
  expect(screen.getByRole("button", { name: "Playing…" })).toHaveAttribute("aria-disabled", "true");
  act(() => void played[0]?.dispatchEvent(new Event("ended")));
  await userEvent.selectOptions(screen.getByLabelText("Voice"), "Puck");
  await hear();
  expect(played.map(({ url }) => url)).toEqual(["/voices/Gacrux", "/voices/Puck"]);
  unmount();
  expect(played[1]?.isPaused).toBe(true);
  show();
  await hear();
  expect(played[2]?.url).toBe("/voices/Kore");
});

it("says when a voice cannot be played", async () => {
  FakeAudio.fails = true;
  show();
  await hear();
  expect(await screen.findByText("This voice cannot be heard right now. Try again later.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Hear this voice" })).toBeEnabled();
});
