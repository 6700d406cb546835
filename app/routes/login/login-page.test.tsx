import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { showPage } from "../../ui/testing/show-page.tsx";
import { LoginPage } from "./login-page.tsx";

it("submits email and password, and where to go next", async () => {
  const { posted } = showPage(<LoginPage values={{ email: "" }} errors={{}} redirectTo="/dashboard" isAfterReset={false} task={null} />, {
    path: "/login",
  });
  await userEvent.type(screen.getByLabelText("Email"), "ada@example.test");
  await userEvent.type(screen.getByLabelText("Password"), "a long passphrase");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await vi.waitFor(() =>
    expect(posted).toEqual([
      { path: "/login", fields: { redirectTo: "/dashboard", email: "ada@example.test", password: "a long passphrase" } },
    ]),
  );
});

it("shows what was refused and moves there", () => {
  showPage(
    <LoginPage
      values={{ email: "ada@example.test" }}
      errors={{ form: "The email or the password is not right." }}
      redirectTo="/"
      isAfterReset={false}
      task={null}
    />,
  );
  expect(screen.getByRole("alert")).toHaveTextContent("The email or the password is not right.");
  expect(screen.getByRole("alert").parentElement).toHaveFocus();
  expect(screen.getByLabelText("Email")).toHaveValue("ada@example.test");
});

it("passes the return path on to sign-up", () => {
  showPage(<LoginPage values={{ email: "" }} errors={{}} redirectTo="/interview/a/feedback" isAfterReset={false} task={null} />);
  expect(screen.getByRole("link", { name: "Create your account" })).toHaveAttribute(
    "href",
    "/signup?redirectTo=%2Finterview%2Fa%2Ffeedback",
  );
});

it("links to resetting the password, and says when that was done", () => {
  showPage(<LoginPage values={{ email: "" }} errors={{}} redirectTo="/" isAfterReset task={null} />);
  expect(screen.getByRole("link", { name: "Forgot your password?" })).toHaveAttribute("href", "/forgot");
  expect(screen.getByRole("status")).toHaveTextContent("Your new password is saved. Sign in with it.");
});
