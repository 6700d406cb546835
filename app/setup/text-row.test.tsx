import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { TextArea } from "../ui/field.tsx";
import { TextRow } from "./text-row.tsx";

const show = (given = "") => {
  render(
    <form>
      <TextRow label="Job description" how="paste" limit={20_000} given={given} isFaulty={false}>
        <TextArea label="Job description" name="jobDescription" limit={20_000} defaultValue={given} />
      </TextRow>
    </form>,
  );
  const row = document.querySelector("details") as HTMLDetailsElement;
  const text = row.querySelector("textarea") as HTMLTextAreaElement;
  return {
    row,
    text,
    said: () => row.querySelector("summary")?.textContent,
    type: (value: string) => fireEvent.input(text, { target: { value } }),
  };
};
const press = (name: string) => userEvent.click(screen.getByRole("button", { name: `${name}: Job description` }));

it("says how to fill it, then how long its text is, and when that is too long", () => {
  const { said, type } = show();
  expect(said()).toBe("›Job description – paste");
  expect(screen.queryByRole("button")).toBeNull();
  type("x");
  expect(said()).toBe("›Job description 1 character ✓");
  type("x".repeat(2_340));
  expect(said()).toBe("›Job description 2,340 characters ✓");
  type("x".repeat(20_001));
  expect(said()).toBe("›Job description Too long: 20,001");
});

it("shows the count from 16,000 characters on", () => {
  const { type } = show();
  type("x".repeat(16_000));
  expect(screen.queryByText(/of 20,000/)).toBeNull();
  type("x".repeat(16_001));
  expect(screen.getByText("16,001 of 20,000 characters")).toBeInTheDocument();
});

it("is cleared by a press, and restored by another of the same button", async () => {
  const { text, said } = show("Run ward 5.");
  await press("Remove");
  expect([text.value, said()]).toEqual(["", "›Job description – paste"]);
  expect(screen.getByRole("button")).toHaveFocus();
  await press("Put back");
  expect([text.value, said()]).toEqual(["Run ward 5.", "›Job description 11 characters ✓"]);
  expect(screen.getByRole("button", { name: "Remove: Job description" })).toHaveFocus();
});

it("offers to restore nothing once something else was typed", async () => {
  const { text, type } = show("Run ward 5.");
  await press("Remove");
  type("Run ward 6.");
  await press("Remove");
  await press("Put back");
  expect(text.value).toBe("Run ward 6.");
});
