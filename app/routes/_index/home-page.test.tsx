import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "../../ui/testing/show-page.tsx";
import { HomePage } from "./home-page.tsx";

const ways = () => screen.getAllByRole("link").map((it) => it.getAttribute("href"));

it("leads a stranger to sign-up", () => {
  showPage(<HomePage isSignedIn={false} receipt={null} />);
  expect(ways()).toEqual(["/signup", "/login", "/sample"]);
});

it("leads a signed-in user to their dashboard", () => {
  showPage(<HomePage isSignedIn receipt={null} />);
  expect(ways()).toEqual(["/dashboard", "/sample"]);
});

it.each([
  [{ interviews: 1, entries: 12 }, "1 interview, 12 lines of what was said"],
  [{ interviews: 2, entries: 1 }, "2 interviews, 1 line of what was said"],
])("confirms that the account was deleted with %o", (gone, words) => {
  const receipt = { at: "2026-11-26T04:00:00.000Z", text: "a-receipt", ...gone };
  showPage(<HomePage isSignedIn={false} receipt={receipt} />);
  expect(screen.getByRole("status")).toHaveTextContent("Your account is deleted");
  expect(screen.getByText(/^Gone on/)).toHaveTextContent(new RegExp(`: ${words}\\. Receipt: a-receipt$`));
});
