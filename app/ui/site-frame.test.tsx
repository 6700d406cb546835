import { createRemixStub } from "@remix-run/testing";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Outlet } from "@remix-run/react";
import { expect, it, vi } from "vitest";
import { SiteFrame } from "./site-frame.tsx";
import { showPage } from "./testing/show-page.tsx";

/** Indexes of the wide page's links and of those in the narrow page's menu. */
const [wide, narrow] = [0, 1];
const signOut = (where = wide) => screen.getAllByText("Sign out")[where] as HTMLElement;
const profile = (where = wide) => screen.getAllByText("Profile")[where] as HTMLElement;

it("lets a stranger sign in or sign up", () => {
  showPage(<SiteFrame userName={null}>Page</SiteFrame>);
  expect(screen.getAllByRole("link").map((it) => it.textContent)).toEqual([
    "Skip to content",
    "PrepPal",
    "Sign in",
    "Create account",
    "What is kept, and who sees it",
  ]);
});

it.each([
  ["in sight", wide],
  ["in the menu of a phone", narrow],
])("signs out by a form %s, and clears typed text from the device", async (_, where) => {
  localStorage.setItem("preppal.start-form:ada", "{}");
  const { posted } = showPage(<SiteFrame userName="Ada Lovelace">Page</SiteFrame>);
  if (where === narrow) await userEvent.click(screen.getByLabelText("Menu"));
  await userEvent.click(signOut(where));
  await vi.waitFor(() => expect(posted).toEqual([{ path: "/logout", fields: {} }]));
  expect(localStorage.length).toBe(0);
});

it("has one menu on a phone, labelled with the user's initial", () => {
  showPage(<SiteFrame userName=" 𝒜da">Page</SiteFrame>);
  const sign = screen.getByLabelText("Menu");
  expect([sign.localName, sign.textContent]).toEqual(["summary", "𝒜"]);
  expect([...(sign.parentElement?.querySelectorAll("a, button") ?? [])].map((it) => it.textContent)).toEqual([
    "Dashboard",
    "Progress",
    "Profile",
    "Sign out",
  ]);
});

it("links operators to the admin page", () => {
  showPage(
    <SiteFrame userName="Ada" isAdmin>
      Page
    </SiteFrame>,
  );
  expect(screen.getAllByText("Operation").map((it) => it.getAttribute("href"))).toEqual(["/admin", "/admin"]);
});

it("moves the focus to the page that a link opens", async () => {
  const Frame = () => (
    <SiteFrame userName="Ada Lovelace">
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
  await userEvent.click(profile());
  expect(await screen.findByText("The profile")).toBeVisible();
  expect(screen.getByRole("main")).toHaveFocus();
  expect(profile()).toHaveAttribute("aria-current", "page");
});
