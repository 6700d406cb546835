import { useLoaderData } from "@remix-run/react";
import { createRemixStub } from "@remix-run/testing";
import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { FreshOnReturn } from "./fresh-on-return.tsx";

const Status = () => (
  <>
    <FreshOnReturn />
    <p>{useLoaderData<string>()}</p>
  </>
);
const shown = (persisted: boolean) => act(async () => void window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted })));

it("reloads its data when restored from the back/forward cache, but not on a normal load", async () => {
  const statuses = ["In progress", "Completed"];
  const App = createRemixStub([{ path: "/", Component: Status, loader: () => statuses.shift() ?? "asked once more" }]);
  render(<App />);
  expect(await screen.findByText("In progress")).toBeVisible();
  await shown(false);
  expect(statuses).toEqual(["Completed"]);
  await shown(true);
  expect(await screen.findByText("Completed")).toBeVisible();
});
