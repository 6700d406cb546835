import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { askedFields } from "./asked-fields.ts";
import { DashboardPage, type DashboardPageProps } from "./dashboard-page.tsx";

const show = (parts: Partial<DashboardPageProps> = {}, options: Parameters<typeof showPage>[1] = {}) =>
  showPage(<DashboardPage user={{ name: "Ada" }} interviews={[]} nextCursor={null} {...parts} />, { path: "/dashboard", ...options });

describe("starting an interview", () => {
  it("takes a role and nothing else", async () => {
    const { posted } = show();
    await userEvent.type(screen.getByRole("textbox", { name: "Role" }), "Nurse{Enter}");
    await vi.waitFor(() =>
      expect(posted).toEqual([
        {
          path: "/dashboard",
          fields: { intent: "start", role: "Nurse", ...Object.fromEntries(askedFields.map(({ name }) => [name, ""])) },
        },
      ]),
    );
  });

  it("sends the optional set-up along", async () => {
    const { posted } = show();
    await userEvent.click(screen.getByText(/^Add the job description/));
    await userEvent.type(screen.getByLabelText("Role"), "Nurse");
    await userEvent.type(screen.getByLabelText("Company"), "Ward 5");
    await userEvent.selectOptions(screen.getByLabelText("Level"), "Senior");
    await userEvent.type(screen.getByLabelText("Job description"), "Nights");
    await userEvent.type(screen.getByLabelText("Résumé"), "Ten years");
    await userEvent.selectOptions(screen.getByLabelText("Language"), "Deutsch – German");
    await userEvent.selectOptions(screen.getByLabelText("Kind of interview"), "Case");
    await userEvent.selectOptions(screen.getByLabelText("Interviewer"), "Brisk");
    await userEvent.selectOptions(screen.getByLabelText("Difficulty"), "Harder");
    await userEvent.click(screen.getByRole("button", { name: "Start Interview" }));
    const options = { language: "de", type: "CASE", interviewer: "BRISK", difficulty: "HARDER" };
    await vi.waitFor(() =>
      expect(posted.map(({ fields }) => fields)).toEqual([
        { intent: "start", role: "Nurse", company: "Ward 5", level: "SENIOR", jobDescription: "Nights", resume: "Ten years", ...options },
      ]),
    );
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
    show({ errors: { role: "Enter the role" }, values: { company: "Ward 5" } });
    const role = screen.getByRole("textbox", { name: "Role" });
    expect(role).toHaveFocus();
    expect(role).toBeInvalid();
    expect(role).toHaveAccessibleDescription(/Enter the role$/);
    expect(screen.getByLabelText("Company")).toHaveValue("Ward 5");
    expect(screen.getByLabelText("Company")).toBeVisible();
  });
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
      within(row).getByText(/^(Not started|In progress|Completed|Interrupted)$/).textContent,
      within(row).getByRole("link").textContent,
      within(row).getByRole("link").getAttribute("href"),
      within(row).getByRole("button").getAttribute("aria-label"),
    ]);
    expect(seen).toEqual([
      ["Nurse", "Not started", "Open: Nurse", "/interview/a/session", "Delete: Nurse"],
      ["Pilot", "In progress", "Go back to it: Pilot", "/interview/b/session", "Cancel: Pilot"],
      ["Cook", "Completed", "Feedback: Cook", "/interview/c/feedback", "Delete: Cook"],
      ["Judge", "Interrupted", "Feedback: Judge", "/interview/d/feedback", "Delete: Judge"],
    ]);
    expect(rows[2]).toHaveTextContent(/Inn · Junior.* · 4 min 5 s · You ended it\./);
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
