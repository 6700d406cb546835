import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { showReport } from "./testing/show-feedback.tsx";

const said = () => within(screen.getByRole("region", { name: "What was said" }));
const correct = (number: number) => userEvent.click(said().getAllByRole("link", { name: /^Misheard\?/ })[number] as HTMLElement);
const lineOfForm = async () => {
  const box = await said().findByRole("textbox", { name: "What you said" });
  await vi.waitFor(() => expect(box).toHaveFocus());
  return box.closest(".entry");
};

it("identifies each doubtful line by its time", () => {
  showReport();
  const names = said()
    .getAllByRole("link", { name: /^Misheard\?/ })
    .map((it) => it.getAttribute("aria-label"));
  expect(names.every((it) => /^Misheard\? \d+:\d\d$/.test(it ?? ""))).toBe(true);
  expect(new Set(names).size).toBe(names.length);
});

it("moves on from a line left unchanged", async () => {
  showReport();
  await correct(0);
  const line = await lineOfForm();
  await userEvent.click(said().getByRole("link", { name: "Leave it as it is" }));
  await vi.waitFor(() => expect(said().queryByRole("textbox")).toBeNull());
  expect(line).toHaveFocus();
});

it("continues in the form of another line opened instead", async () => {
  showReport();
  await correct(0);
  const line = await lineOfForm();
  await correct(0);
  await vi.waitFor(() => expect(said().getByRole("textbox").closest(".entry")).not.toBe(line));
  expect(await lineOfForm()).not.toBe(line);
});
