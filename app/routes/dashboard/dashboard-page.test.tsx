import { redirect } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Interview } from "../../../contract/app-api.ts";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { forgetSentDraft } from "../../ui/draft.ts";
import { DashboardPage, type DashboardPageProps } from "./dashboard-page.tsx";

const show = (parts: Partial<DashboardPageProps> = {}, options: Parameters<typeof showPage>[1] = {}) =>
  showPage(<DashboardPage user={{ id: "ada", name: "Ada Augusta King" }} interviews={[]} nextCursor={null} allowance={null} {...parts} />, {
    path: "/dashboard",
    ...options,
  });

afterEach(() => localStorage.clear());

describe("starting an interview", () => {
  it("takes a role and nothing else", async () => {
    const { posted } = show();
    await userEvent.type(screen.getByRole("textbox", { name: "Role" }), "Nurse{Enter}");
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "start", role: "Nurse" } }]));
  });

  it("leads to the page where everything else is set up", () => {
    show();
    expect(screen.getByRole("link", { name: "Set it up first" })).toHaveAttribute("href", "/interview/new");
  });

  it("shows that it is under way and sends nothing twice", async () => {
    let answer: (value: null) => void = () => undefined;
    const { posted } = show({}, { answer: () => new Promise<null>((resolve) => (answer = resolve)) });
    await userEvent.type(screen.getByLabelText("Role"), "Nurse");
    await userEvent.click(screen.getByRole("button", { name: "Start Interview" }));
    const pending = await screen.findByRole("button", { name: "Starting…" });
    expect(pending).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(pending);
    answer(null);
    await screen.findByRole("button", { name: "Start Interview" });
    expect(posted).toHaveLength(1);
  });

  it("ties what is wrong to the field, and moves there", () => {
    show({ errors: { role: "Enter the role" }, values: { role: " " } });
    const role = screen.getByRole("textbox", { name: "Role" });
    expect(role).toHaveFocus();
    expect(role).toBeInvalid();
    expect(role).toHaveAccessibleDescription(/Enter the role$/);
  });
});

describe("what was typed for an interview", () => {
  const role = () => screen.getByRole("textbox", { name: "Role" });

  it("is forgotten where the interview was started, but not where it was refused or another one is opened", async () => {
    show({}, { answer: () => redirect("/interview/a/session") });
    await userEvent.type(role(), "Nurse");
    forgetSentDraft();
    expect(localStorage.length).toBe(1);
    await userEvent.click(screen.getByRole("button", { name: "Start Interview" }));
    await screen.findByText("Another page");
    forgetSentDraft();
    expect(localStorage.length).toBe(0);
    cleanup();
    show();
    await userEvent.type(role(), "Pilot");
    await userEvent.click(screen.getByRole("button", { name: "Start Interview" }));
    await userEvent.type(role(), "s");
    forgetSentDraft();
    expect(localStorage.length).toBe(1);
  });
});

it("greets by the first name", () => {
  show();
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(/^Hello, Ada$/);
});

describe("the history", () => {
  const interviews = [
    interviewOf({ id: "a", role: "Nurse", status: "PENDING", startedAt: null, endedAt: null, endReason: null }),
    interviewOf({ id: "b", role: "Pilot", status: "IN_PROGRESS", endedAt: null, endReason: null }),
    interviewOf({ id: "c", role: "Cook", company: "Inn", level: "JUNIOR" }),
    interviewOf({ id: "d", role: "Judge", status: "ERROR", endReason: "GEMINI_FAILED" }),
  ];

  it("tells what will happen while it is empty", () => {
    show();
    expect(screen.getByText("Nothing here yet")).toBeVisible();
    expect(screen.queryByText("Completed")).toBeNull();
  });

  it("lists every interview with its state and the way into it", () => {
    show({ interviews });
    const rows = within(screen.getByRole("region", { name: "Your interviews" })).getAllByRole("listitem");
    const seen = rows.map((row) => [
      within(row).getByRole("heading").textContent,
      within(row).getByText(/^(Not started|In progress|Completed|Cut short)$/).textContent,
      ...within(row)
        .getAllByRole("link")
        .map((it) => `${it.textContent} ${it.getAttribute("href")}`),
      within(row).getByRole("button").getAttribute("aria-label"),
    ]);
    expect(seen).toEqual([
      ["Nurse", "Not started", "Nurse /interview/a/session", "Begin: Nurse /interview/a/session", "Delete: Nurse"],
      ["Pilot", "In progress", "Pilot /interview/b/session", "Go back to it: Pilot /interview/b/session", "Cancel: Pilot"],
      ["Cook", "Completed", "Cook /interview/c/feedback", "Feedback: Cook /interview/c/feedback", "Delete: Cook"],
      ["Judge", "Cut short", "Judge /interview/d/feedback", "Feedback: Judge /interview/d/feedback", "Delete: Judge"],
    ]);
    expect(screen.queryByText("Nothing here yet")).toBeNull();
    expect(rows[2]).toHaveTextContent(/Inn · Junior.* · 4 min 5 s · You ended it\./);
  });

  it("lays each role and company out by its own direction", () => {
    show({ interviews: [interviewOf({ role: "مهندس", company: "شركة" })] });
    expect(screen.getByRole("heading", { name: "مهندس" })).toHaveAttribute("dir", "auto");
    expect(screen.getByText("شركة").tagName).toBe("BDI");
  });

  it("takes focus to the row now in the place of one that was deleted, and to the heading after the last", async () => {
    let rows = interviews;
    const Page = () => (
      <DashboardPage
        user={{ id: "ada", name: "Ada" }}
        nextCursor={null}
        allowance={null}
        {...useLoaderData<{ interviews: Interview[] }>()}
      />
    );
    showPage(<Page />, { path: "/dashboard", load: () => ({ interviews: rows }) });
    const removed = async (role: string) => {
      await userEvent.click(await screen.findByRole("button", { name: `Delete: ${role}` }));
      rows = rows.filter((it) => it.role !== role);
      await userEvent.click(screen.getByRole("button", { name: "Delete it" }));
      await vi.waitFor(() => expect(screen.queryByText(role)).toBeNull());
    };
    await removed("Nurse");
    expect(screen.getByRole("link", { name: "Pilot" })).toHaveFocus();
    await removed("Judge");
    expect(screen.getByRole("link", { name: "Cook" })).toHaveFocus();
    rows = rows.filter((it) => it.role === "Cook");
    await removed("Cook");
    expect(screen.getByRole("heading", { name: "Your interviews" })).toHaveFocus();
  });

  it("takes focus to the heading of older pages", async () => {
    showPage(<DashboardPage user={{ id: "ada", name: "Ada" }} interviews={interviews} nextCursor="abc" allowance={null} />, {
      path: "/dashboard",
    });
    await userEvent.click(screen.getByRole("link", { name: "Show older interviews" }));
    await screen.findByRole("link", { name: "Back to the newest" });
    expect(screen.getByRole("heading", { name: "Your interviews" })).toHaveFocus();
  });

  it.each([
    ["Delete: Cook", "Delete it", { intent: "delete", id: "c" }],
    ["Cancel: Pilot", "Cancel the interview", { intent: "cancel", id: "b" }],
  ])("asks before %s", async (button, confirm, fields) => {
    const { posted } = show({ interviews });
    await userEvent.click(screen.getByRole("button", { name: button }));
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: confirm }));
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields }]));
  });

  it("keeps the interview where the answer is no", async () => {
    const { posted } = show({ interviews });
    await userEvent.click(screen.getByRole("button", { name: "Delete: Cook" }));
    const buttons = within(screen.getByRole("dialog")).getAllByRole("button");
    expect(buttons.map((it) => it.textContent)).toEqual(["Delete it", "Keep it"]);
    await userEvent.click(screen.getByRole("button", { name: "Keep it" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(posted).toEqual([]);
  });

  it("leads to older interviews and back to the newest", () => {
    show({ interviews, nextCursor: "a+b" }, { path: "/dashboard?cursor=x" });
    expect(screen.getByRole("link", { name: "Show older interviews" })).toHaveAttribute("href", "/dashboard?cursor=a%2Bb");
    expect(screen.getByRole("link", { name: "Back to the newest" })).toHaveAttribute("href", "/dashboard");
  });
});

it.each([
  [null, ""],
  [{ minutes: 120, usedMinutes: 0.2 }, "1 of today’s 120 minutes of interview are used."],
  [{ minutes: 120, usedMinutes: 0 }, ""],
  [{ minutes: 120, usedMinutes: 38.4 }, "39 of today’s 120 minutes of interview are used."],
  [{ minutes: 120, usedMinutes: 108.5 }, "11 minutes of interview left today"],
  [{ minutes: 120, usedMinutes: 118.9 }, "1 minute of interview left today"],
  [{ minutes: 120, usedMinutes: 119.5 }, "Today’s minutes of interview are used up"],
  [{ minutes: 120, usedMinutes: 300 }, "Today’s minutes of interview are used up"],
])("tells the minutes of the day before they run out: %o", (allowance, words) => {
  show({ allowance });
  const told = screen.queryByText(/minutes? of interview (are used|left today|are used up)/)?.textContent ?? "";
  expect(told).toBe(words);
});
