import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Menu } from "./menu.tsx";
import { showPage } from "./testing/show-page.tsx";

const show = () => {
  const chosen = vi.fn();
  showPage(
    <>
      <Menu label="More: Nurse" sign="⋯">
        <button onClick={chosen}>Practise again</button>
        <a href="#file">Download</a>
        <button onClick={chosen}>Delete</button>
      </Menu>
      <button>Elsewhere</button>
      <p>Words</p>
    </>,
  );
  const sign = screen.getByLabelText("More: Nurse");
  const menu = sign.parentElement as HTMLDetailsElement;
  const entry = (name: string) => screen.getByText(name);
  return { sign, menu, entry, chosen };
};

it("supports arrow keys, and Escape closes it with the focus on its button", async () => {
  const { sign, menu, entry } = show();
  sign.focus();
  await userEvent.keyboard("{ArrowDown}");
  expect([menu.open, document.activeElement]).toEqual([true, entry("Practise again")]);
  await userEvent.keyboard("{ArrowDown}");
  expect(entry("Download")).toHaveFocus();
  await userEvent.keyboard("{End}");
  expect(entry("Delete")).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}");
  expect(entry("Practise again")).toHaveFocus();
  await userEvent.keyboard("{ArrowUp}");
  expect(entry("Delete")).toHaveFocus();
  await userEvent.keyboard("{Home}");
  expect(entry("Practise again")).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect([menu.open, document.activeElement]).toEqual([false, sign]);
});

it("opens upwards on its last entry", async () => {
  const { sign, entry } = show();
  sign.focus();
  await userEvent.keyboard("{ArrowUp}");
  expect(entry("Delete")).toHaveFocus();
});

it("closes on a choice, a press elsewhere or when the focus leaves", async () => {
  const { sign, menu, entry, chosen } = show();
  await userEvent.click(sign);
  expect(menu.open).toBe(true);
  await userEvent.click(entry("Delete"));
  expect([menu.open, chosen.mock.calls.length, document.activeElement]).toEqual([false, 1, sign]);
  await userEvent.click(sign);
  await userEvent.click(screen.getByText("Words"));
  expect(menu.open).toBe(false);
  await userEvent.click(sign);
  entry("Delete").focus();
  await userEvent.tab();
  expect([menu.open, document.activeElement]).toEqual([false, screen.getByText("Elsewhere")]);
});
