import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { button, enter } from "../testing/enter-room.tsx";
import { frames } from "../testing/frames.ts";
import "../testing/seen.ts";

const readAloud = () => screen.getByRole("combobox", { name: "Read captions aloud (screen reader)" });
const spoken = () => document.querySelector(".room > [aria-live=polite]")?.textContent;

it("hold every occasional choice about the room, leaving none in the room itself", async () => {
  const { press } = await enter();
  expect(screen.queryAllByRole("combobox")).toEqual([]);
  await press("Settings");
  const names = ["Microphone", "Pace", "Captions", "Caption size", "Caption colours", "Read captions aloud (screen reader)"];
  expect(screen.getAllByRole("combobox")).toEqual(names.map((name) => screen.getByRole("combobox", { name })));
  expect(screen.getByRole("checkbox", { name: "Single-key shortcuts" })).toBeChecked();
});

it("choose which captions a screen reader announces, from the next one on and for this browser", async () => {
  const first = await enter();
  await first.press("Settings");
  expect(readAloud()).toHaveDisplayValue("Only mine");
  await first.user.selectOptions(readAloud(), "Both of us");
  await first.press("Settings");
  first.receive(frames.caption("AI", "Why nursing?", true, { seq: 1 }), frames.audio(...Array<number>(12_000).fill(1)));
  await vi.waitFor(() => expect(spoken()).toBe("Interviewer: Why nursing?"));
  first.unmount();
  sessionStorage.clear();
  localStorage.removeItem("preppal.resume.i-1");
  const second = await enter();
  await second.press("Settings");
  expect(readAloud()).toHaveDisplayValue("Both of us");
});

it("work by keyboard alone, and close by their button or by Escape, which returns the focus to it", async () => {
  const { user, press } = await enter();
  await press("Settings");
  expect(screen.getByRole("combobox", { name: "Microphone" })).toHaveFocus();
  const passed: (string | null)[] = [];
  for (let at = 0; at < 6; at += 1) {
    await user.tab();
    passed.push(document.activeElement?.closest("label")?.firstChild?.textContent ?? null);
  }
  expect(passed.slice(0, 5)).toEqual(["Pace", "Captions", "Caption size", "Caption colours", "Read captions aloud (screen reader)"]);
  expect(screen.getByRole("checkbox", { name: "Single-key shortcuts" })).toHaveFocus();
  await press("Settings");
  expect(screen.queryAllByRole("combobox")).toEqual([]);
  await press("Settings");
  await user.keyboard("{Escape}");
  expect(screen.queryAllByRole("combobox")).toEqual([]);
  expect(button("Settings")).toHaveFocus();
});

it("replace the typing box, which returns afterwards with its draft, and the other way round", async () => {
  const { user, press } = await enter();
  const box = () => screen.queryByRole("textbox", { name: "Type your answer" });
  await press("Type");
  await user.keyboard("I had one with");
  await press("Settings");
  expect(box()).toBeNull();
  expect(button("Type")).toHaveAttribute("aria-expanded", "false");
  await user.keyboard("{Escape}");
  expect(box()).toHaveValue("I had one with");
  expect(box()).toHaveFocus();
  await press("Settings");
  await press("Type");
  expect(screen.queryAllByRole("combobox")).toEqual([]);
  expect(box()).toHaveFocus();
});
