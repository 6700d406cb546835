import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { ConfirmDialog } from "./dialog.tsx";
import { showPage } from "./testing/show-page.tsx";

function Question({ onConfirm }: { onConfirm: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Ask</button>
      <ConfirmDialog
        title="End the interview?"
        body="The transcript is kept."
        confirmLabel="End now"
        cancelLabel="Keep going"
        open={isOpen}
        onConfirm={onConfirm}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

it("has a name and a description, with the confirming button first", async () => {
  const onConfirm = vi.fn();
  showPage(<Question onConfirm={onConfirm} />);
  expect(screen.queryByRole("dialog")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Ask" }));
  const dialog = screen.getByRole("dialog", { name: "End the interview?" });
  expect(dialog).toHaveAccessibleDescription("The transcript is kept.");
  expect([...dialog.querySelectorAll("button")].map((it) => it.textContent)).toEqual(["End now", "Keep going"]);
  expect(screen.getByRole("button", { name: "Keep going" })).toHaveFocus();
  await userEvent.click(screen.getByRole("button", { name: "End now" }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

it("can be opened again after Escape", async () => {
  showPage(<Question onConfirm={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Ask" }));
  const dialog = screen.getByRole<HTMLDialogElement>("dialog");
  // What a browser does on Escape.
  dialog.close();
  await userEvent.click(screen.getByRole("button", { name: "Ask", hidden: true }));
  expect(screen.getByRole("dialog")).toBeVisible();
});

it("puts the focus on the answer that changes nothing", async () => {
  showPage(<Question onConfirm={() => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Ask" }));
  expect(screen.getByRole("button", { name: "Keep going" })).toHaveFocus();
});
