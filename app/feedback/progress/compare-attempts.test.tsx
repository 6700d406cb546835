import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { showPage } from "../../ui/testing/show-page.tsx";
import { CompareAttempts } from "./compare-attempts.tsx";

const role = "Backend Engineer, Payments Platform";
const choices = ["2026-11-25T09:00:00.000Z", "2026-11-27T10:07:00.000Z"].map((at, index) => ({ id: `i-${index}`, role, at }));

it("distinguishes two interviews for the same role by their times, shown first and above the comparison", () => {
  showPage(
    <CompareAttempts choices={choices} chosen={{ before: "i-0", after: "i-1" }} comparison={{ measures: [], scores: "No scores" }} />,
  );
  const [earlier] = screen.getAllByRole("combobox");
  const named = [...(earlier?.querySelectorAll("option") ?? [])].map((it) => it.textContent);
  expect(named).toHaveLength(2);
  for (const [index, text] of named.entries()) expect(text).toMatch(new RegExp(`^.*${index === 0 ? 25 : 27}.* – ${role}$`));
  expect([...document.querySelectorAll("time")].map((it) => it.dateTime)).toEqual(choices.map(({ at }) => at));
});

it("shows the pair that is compared, whatever was chosen", async () => {
  const user = userEvent.setup();
  showPage(
    <CompareAttempts choices={choices} chosen={{ before: "i-0", after: "i-1" }} comparison={{ measures: [], scores: "No scores" }} />,
  );
  await user.selectOptions(screen.getByLabelText("Earlier"), "i-1");
  await user.selectOptions(screen.getByLabelText("Later"), "i-0");
  await user.click(screen.getByRole("button", { name: "Compare" }));
  await waitFor(() => expect(screen.getByLabelText("Earlier")).toHaveValue("i-0"));
  expect(screen.getByLabelText("Later")).toHaveValue("i-1");
});
