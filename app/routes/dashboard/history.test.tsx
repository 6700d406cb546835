import { useLoaderData } from "@remix-run/react";
import { createRemixStub } from "@remix-run/testing";
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { showPage } from "../../ui/testing/show-page.tsx";
import { DashboardPage, type DashboardPageProps } from "./dashboard-page.tsx";
import type { HistoryEntry } from "./history-item.tsx";
import { choose, entry, history, interviews, linkOf, roles, rows, show, whole } from "./testing/history.tsx";

/** Matches a time of day in the reader's English locale. */
const time = (before = "", after = "") => new RegExp(`^${before}\\d{1,2}:\\d\\d( [AP]M)?${after}$`);

describe("the list", () => {
  it("offers a sentence of the interviewer and a sample report while it is empty", () => {
    show({ interviews: [] });
    expect(screen.getByText("Nothing here yet")).toBeVisible();
    expect(history().getByRole("button")).toHaveTextContent("Hear the interviewer (3 s)");
    expect(history().getByRole("link", { name: "See a sample report" })).toHaveAttribute("href", "/sample");
    expect(screen.queryByText("Completed")).toBeNull();
  });

  it("offers neither once there is an interview", () => {
    show();
    expect(history().queryByText("Hear the interviewer (3 s)")).toBeNull();
    expect(history().queryByRole("link", { name: "See a sample report" })).toBeNull();
  });

  it("makes each interview one link, with its other actions in a menu", () => {
    show();
    const seen = rows().map((row) => [
      linkOf(row)?.textContent,
      linkOf(row)?.getAttribute("href"),
      [...row.querySelectorAll("details a, details button")].map((it) => it.textContent).join(", "),
    ]);
    expect(seen).toEqual([
      ["Nurse", "/interview/a/session", "Delete"],
      ["Cook", "/interview/c/feedback", "Practise again, Download, Delete"],
      ["Judge", "/interview/d/feedback", "Practise again, Download, Delete"],
      ["Diver", "/interview/e/feedback", "Practise again, Download, Delete"],
    ]);
    expect(screen.queryByText("Nothing here yet")).toBeNull();
  });

  it("describes each in one line by kind, length and answers, with a badge only when it is not simply completed", () => {
    show();
    const told = rows().map((row) => [row.querySelector("span.rounded-full")?.textContent, row.querySelector("p")?.textContent]);
    expect(told).toEqual([
      ["Not started", expect.stringMatching(time())],
      [undefined, expect.stringMatching(time("Inn · Junior · Completed · ", " · 4 min · 6 answers"))],
      ["Cut short", expect.stringMatching(time("", " · 4 min"))],
      ["Cut short", expect.stringMatching(time("", " · 40 s · 1 answer"))],
    ]);
  });

  it.each([
    ["2025-11-21T12:00:29.600Z", "30 s"],
    ["2025-11-21T12:00:59.400Z", "59 s"],
    ["2025-11-21T12:00:59.500Z", "1 min"],
    ["2025-11-21T12:01:29.600Z", "1 min"],
  ])("rounds a length as the report's heading does: until %s it is %s", (endedAt, length) => {
    show({ interviews: [entry("f", "Baker", { status: "COMPLETED", startedAt: "2025-11-21T12:00:00.000Z", endedAt })] });
    expect(rows()[0]?.querySelector("p")?.textContent).toContain(` · ${length}`);
  });

  it("has a word for completed on its own", () => {
    show();
    expect(history().getByText("Completed", { exact: true }).textContent).toBe("Completed");
  });

  it("lays each role and company out in its own text direction", () => {
    show({ interviews: [entry("f", "مهندس", { company: "شركة" })] });
    expect(screen.getByRole("link", { name: "مهندس" })).toHaveAttribute("dir", "auto");
    expect(history().getByText("شركة").tagName).toBe("BDI");
  });

  it("is grouped by day", () => {
    const on = (id: string, createdAt: string) => entry(id, id, { createdAt });
    show({ interviews: [on("a", "2025-11-21T12:00:00.000Z"), on("b", "2025-11-21T11:00:00.000Z"), on("c", "2025-11-19T12:00:00.000Z")] });
    const days = history().getAllByRole("heading", { level: 3 });
    expect(days.map((day) => [day.textContent, linkOf(day.parentElement as HTMLElement)?.textContent])).toEqual([
      [expect.stringMatching(/^Friday, .*21/), "a"],
      [expect.stringMatching(/^Wednesday, .*19/), "c"],
    ]);
  });

  it("can reuse a set-up for another interview, and download its report", async () => {
    const { posted } = show();
    expect(screen.getByLabelText("Download: Cook")).toHaveAttribute("href", "/interview/c/export?as=markdown");
    await choose("Cook", "Practise again");
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "start", from: "c" } }]));
  });

  it("can be searched from ten rows on", () => {
    const many = Array.from({ length: 10 }, (_, at) => entry(String(at), `Role ${at}`));
    show({ interviews: many.slice(1) });
    expect(screen.queryByRole("searchbox")).toBeNull();
    cleanup();
    show({ interviews: many });
    expect(screen.getByRole("searchbox", { name: "Find an interview by role or company" })).toBeVisible();
    cleanup();
    show({ interviews: [] }, { path: "/dashboard?search=king" });
    expect(screen.getByRole("searchbox")).toHaveValue("king");
    expect(screen.getByText(/^Nothing found for/)).toHaveTextContent("Nothing found for “king”.");
    expect(screen.getByRole("link", { name: "Show all" })).toHaveAttribute("href", "/dashboard");
    expect(screen.queryByText("Nothing here yet")).toBeNull();
  });

  it("pages to older interviews and back without scripts, also when searching", () => {
    show({ nextCursor: "a+b" }, { path: "/dashboard?search=o&cursor=x" });
    expect(screen.getByRole("link", { name: "Show older interviews" })).toHaveAttribute("href", "/dashboard?search=o&cursor=a%2Bb");
    expect(screen.getByRole("link", { name: "Back to the newest" })).toHaveAttribute("href", "/dashboard?search=o");
  });

  it("appends older interviews, with the focus on the first of them", async () => {
    const pages: Record<string, Partial<DashboardPageProps>> = {
      "": { nextCursor: "two" },
      two: { interviews: [entry("e", "Diver"), entry("f", "Smith", { status: "IN_PROGRESS" })], nextCursor: "three" },
      three: { interviews: [entry("g", "Baker")], nextCursor: null },
    };
    const Page = createRemixStub([
      {
        path: "/dashboard",
        Component: () => <DashboardPage {...useLoaderData<DashboardPageProps>()} />,
        loader: ({ request }) => ({ ...whole, ...pages[new URL(request.url).searchParams.get("cursor") ?? ""] }),
      },
    ]);
    render(<Page initialEntries={["/dashboard"]} />);
    await userEvent.click(await screen.findByRole("link", { name: "Show older interviews" }));
    await vi.waitFor(() => expect(screen.getByRole("link", { name: "Smith" })).toHaveFocus());
    await userEvent.click(await screen.findByRole("link", { name: "Show older interviews" }));
    await vi.waitFor(() => expect(screen.getByRole("link", { name: "Baker" })).toHaveFocus());
    expect(roles()).toEqual(["Nurse", "Cook", "Judge", "Diver", "Smith", "Baker"]);
    const [, , , , goingOn] = rows();
    expect([goingOn?.querySelector(".rounded-full")?.textContent, goingOn?.querySelector("details")]).toEqual(["In progress", null]);
    expect(screen.queryByRole("link", { name: "Show older interviews" })).toBeNull();
  });
});

describe("an interview that goes on", () => {
  const nowUnixMs = Date.parse("2025-11-21T09:13:20.000Z");

  it("stands first, with how long it has been running and a link back into it", () => {
    show({ nowUnixMs });
    const running = screen.getByRole("region", { name: "You are in the middle of Pilot" });
    expect(running).toHaveTextContent("12 min so far.");
    expect(within(running).getByRole("link", { name: "Go back to it: Pilot" })).toHaveAttribute("href", "/interview/b/session");
    expect(running.compareDocumentPosition(screen.getByRole("textbox", { name: "Role" })) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(roles()).not.toContain("Pilot");
    cleanup();
    show({ nowUnixMs: Date.parse("2025-11-21T09:01:20.000Z") });
    expect(screen.getByText("It has just begun.")).toBeVisible();
  });

  it("is shown even while searching", () => {
    show({ interviews: [], newest: interviews }, { path: "/dashboard?search=king" });
    expect(screen.getByRole("region", { name: "You are in the middle of Pilot" })).toBeVisible();
    expect(screen.getByText("Ready for another round?")).toBeVisible();
  });

  it("is ended after confirmation", async () => {
    const { posted } = show();
    await userEvent.click(screen.getByRole("button", { name: "End it: Pilot" }));
    const dialog = within(screen.getByRole("dialog"));
    expect(dialog.getAllByRole("button").map((it) => it.textContent)).toEqual(["End it", "Keep it going"]);
    await userEvent.click(dialog.getByRole("button", { name: "End it" }));
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "cancel", id: "b" } }]));
  });

  it("leaves the focus on the list once ended", async () => {
    let shown = interviews;
    const Page = () => <DashboardPage {...whole} {...useLoaderData<{ interviews: HistoryEntry[] }>()} />;
    showPage(<Page />, { path: "/dashboard", load: () => ({ interviews: shown }) });
    await userEvent.click(await screen.findByRole("button", { name: "End it: Pilot" }));
    shown = interviews.map((it) => (it.id === "b" ? { ...it, status: "ERROR", endReason: "CANCELLED" } : it));
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "End it" }));
    await vi.waitFor(() => expect(roles()).toContain("Pilot"));
    expect(screen.getByRole("heading", { name: "Your interviews" })).toHaveFocus();
  });
});
