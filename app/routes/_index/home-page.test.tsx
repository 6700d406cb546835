import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "../../ui/testing/show-page.tsx";
import { HomePage } from "./home-page.tsx";

const ways = () => screen.getAllByRole("link").map((it) => it.getAttribute("href"));

it("leads a stranger to an account", () => {
  showPage(<HomePage isSignedIn={false} isGoodbye={false} />);
  expect(ways()).toEqual(["/signup", "/login"]);
});

it("leads someone who is signed in to their dashboard", () => {
  showPage(<HomePage isSignedIn isGoodbye={false} />);
  expect(ways()).toEqual(["/dashboard"]);
});

it("says goodbye after the account was deleted", () => {
  showPage(<HomePage isSignedIn={false} isGoodbye />);
  expect(screen.getByRole("status")).toHaveTextContent("Your account is deleted");
});
