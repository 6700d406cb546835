import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { showPage } from "../../ui/testing/show-page.tsx";
import { SignupPage } from "./signup-page.tsx";

const empty = { name: "", email: "" };

it("submits name, email and password, and where to go next", async () => {
  const { posted } = showPage(<SignupPage values={empty} errors={{}} redirectTo="/profile" task={null} />, { path: "/signup" });
  await userEvent.type(screen.getByLabelText("Name"), "Ada");
  await userEvent.type(screen.getByLabelText("Email"), "ada@example.test");
  await userEvent.type(screen.getByLabelText("Password"), "a long passphrase");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
  await vi.waitFor(() =>
    expect(posted).toEqual([
      { path: "/signup", fields: { redirectTo: "/profile", name: "Ada", email: "ada@example.test", password: "a long passphrase" } },
    ]),
  );
});

it("keeps what was typed and moves to the first invalid field", () => {
  const errors = { email: "Enter an email address", password: "Use at least 8 characters" };
  showPage(<SignupPage values={{ name: "Ada", email: "ada@" }} errors={errors} redirectTo="/" task={null} />);
  expect(screen.getByLabelText("Name")).toHaveValue("Ada");
  expect(screen.getByLabelText("Email")).toHaveFocus();
  expect(screen.getByLabelText("Email")).toHaveAccessibleDescription("Enter an email address");
  expect(screen.getByLabelText("Password")).toHaveAccessibleDescription(/At least 8 characters\..* Use at least 8 characters/);
});

it("tells password managers what each field is", () => {
  showPage(<SignupPage values={empty} errors={{}} redirectTo="/" task={null} />);
  expect(["Name", "Email", "Password"].map((label) => screen.getByLabelText(label).getAttribute("autocomplete"))).toEqual([
    "name",
    "email",
    "new-password",
  ]);
});

it("shows the characters of the password when asked", async () => {
  showPage(<SignupPage values={empty} errors={{}} redirectTo="/" task={null} />);
  const password = screen.getByLabelText("Password");
  expect(password).toHaveAttribute("type", "password");
  await userEvent.click(screen.getByRole("button", { name: "Show" }));
  expect(password).toHaveAttribute("type", "text");
  await userEvent.click(screen.getByRole("button", { name: "Hide" }));
  await waitFor(() => expect(password).toHaveAttribute("type", "password"));
});
