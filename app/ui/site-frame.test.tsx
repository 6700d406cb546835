import { createRemixStub } from "@remix-run/testing";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Outlet } from "@remix-run/react";
import { expect, it, vi } from "vitest";
import { SiteFrame } from "./site-frame.tsx";
import { showPage } from "./testing/show-page.tsx";

it("lets a stranger sign in or up", () => {
  showPage(<SiteFrame isSignedIn={false}>Page</SiteFrame>);
  expect(screen.getAllByRole("link").map((it) => it.textContent)).toEqual([
    "Skip to content",
    "PrepPal",
    "Sign in",
    "Create account",
    "What is kept, and who sees it",
  ]);
});

it("signs out by a form, and leaves nothing of what was typed on the device", async () => {
  localStorage.setItem("preppal.start-form:ada", "{}");
  const { posted } = showPage(<SiteFrame isSignedIn>Page</SiteFrame>);
  await userEvent.click(screen.getByRole("button", { name: "Sign out" }));
  await vi.waitFor(() => expect(posted).toEqual([{ path: "/logout", fields: {} }]));
  expect(localStorage.length).toBe(0);
});

it("puts focus on the page that a link leads to", async () => {
  const Frame = () => (
    <SiteFrame isSignedIn>
      <Outlet />
    </SiteFrame>
  );
  const Site = createRemixStub([
    {
      path: "/",
      Component: Frame,
      children: [
        { path: "dashboard", Component: () => <p>The dashboard</p> },
        { path: "profile", Component: () => <p>The profile</p> },
      ],
    },
  ]);
  render(<Site initialEntries={["/dashboard"]} />);
  expect(screen.getByRole("main")).not.toHaveFocus();
  await userEvent.click(screen.getByRole("link", { name: "Profile" }));
  expect(await screen.findByText("The profile")).toBeVisible();
  expect(screen.getByRole("main")).toHaveFocus();
  expect(screen.getByRole("link", { name: "Profile" })).toHaveAttribute("aria-current", "page");
});
