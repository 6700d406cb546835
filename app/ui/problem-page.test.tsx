import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ProblemPage } from "./problem-page.tsx";
import { showPage } from "./testing/show-page.tsx";

it.each([
  [404, "There is nothing here"],
  [403, "That is not allowed"],
  [429, "One moment, please"],
  [500, "Something broke on our side"],
  [503, "Something broke on our side"],
])("explains what %i means", (status, title) => {
  showPage(<ProblemPage status={status} isSignedIn={false} />);
  expect(screen.getByRole("heading", { level: 1, name: title })).toBeVisible();
  expect(screen.getByRole("link", { name: "Go to the start" })).toHaveAttribute("href", "/");
});

it("offers to reload the page, unless it does not exist", () => {
  showPage(<ProblemPage status={500} isSignedIn />, { path: "/interview/a/feedback" });
  expect(screen.getByRole("link", { name: "Load this page again" })).toHaveAttribute("href", "/interview/a/feedback");
  expect(screen.getByRole("link", { name: "Go to your dashboard" })).toHaveAttribute("href", "/dashboard");
});
