import { useLoaderData } from "@remix-run/react";
import { createRemixStub } from "@remix-run/testing";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { DashboardPage, type DashboardPageProps } from "./dashboard-page.tsx";
import type { HistoryEntry } from "./history-item.tsx";

const whole = { user: { id: "ada", name: "Ada" }, nextCursor: null, nowUnixMs: 0, allowance: null };
const entryOf = (id: string, role: string): HistoryEntry => ({ ...interviewOf({ id, role }), answers: 0 });
const history = () => within(screen.getByRole("region", { name: "Your interviews" }));
const roles = () =>
  history()
    .queryAllByRole("link", { name: /^Role/ })
    .map((it) => it.textContent);

it("keeps the focus in the search, announces the result, and returns the focus to the field when cleared", async () => {
  const many = Array.from({ length: 10 }, (_, at) => entryOf(String(at), `Role ${at}`));
  const found: Record<string, HistoryEntry[]> = { "": many, "9": many.slice(9), king: [] };
  const Page = createRemixStub([
    {
      path: "/dashboard",
      Component: () => <DashboardPage {...useLoaderData<DashboardPageProps>()} />,
      loader: ({ request }) => ({ ...whole, interviews: found[new URL(request.url).searchParams.get("search") ?? ""], newest: many }),
    },
  ]);
  render(<Page initialEntries={["/dashboard"]} />);
  const field = await screen.findByRole("searchbox");
  await userEvent.type(field, "9{Enter}");
  expect(await history().findByText(/^1 interview found/)).toBeVisible();
  expect([field, roles()]).toEqual([document.activeElement, ["Role 9"]]);
  await userEvent.clear(field);
  await userEvent.type(field, "king");
  const find = screen.getByRole("button", { name: "Find" });
  await userEvent.click(find);
  expect(await history().findByText(/^Nothing found for/)).toHaveTextContent("Nothing found for “king”.");
  expect(find).toHaveFocus();
  await userEvent.click(screen.getByRole("link", { name: "Show all" }));
  await vi.waitFor(() => expect(roles()).toHaveLength(10));
  expect(field).toHaveFocus();
  expect(field).toHaveValue("");
});
