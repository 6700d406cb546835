import { redirect } from "@remix-run/cloudflare";
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { forgetSentDraft } from "../../ui/draft.ts";
import { DashboardPage, type DashboardPageProps } from "./dashboard-page.tsx";

const show = (parts: Partial<DashboardPageProps> = {}, options: Parameters<typeof showPage>[1] = {}) =>
  showPage(
    <DashboardPage
      user={{ id: "ada", name: "Ada Augusta King" }}
      interviews={[]}
      nextCursor={null}
      nowUnixMs={0}
      allowance={null}
      {...parts}
    />,
    {
      path: "/dashboard",
      ...options,
    },
  );

afterEach(() => localStorage.clear());

describe("starting an interview", () => {
  it("takes a role and nothing else", async () => {
    const { posted } = show();
    await userEvent.type(screen.getByRole("textbox", { name: "Role" }), "Nurse{Enter}");
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { intent: "start", role: "Nurse", minutes: "20" } }]));
  });

  it("takes one of four lengths, also where a longer one was chosen on the page where everything is set up", async () => {
    localStorage.setItem("preppal.start-form:ada", JSON.stringify({ minutes: "60" }));
    const { posted } = show();
    const lengths = within(screen.getByRole("radiogroup", { name: "Length" })).getAllByRole("radio");
    expect(lengths.map((it) => [it.parentElement?.textContent, (it as HTMLInputElement).checked])).toEqual([
      ["10 min", false],
      ["20 min", true],
      ["30 min", false],
      ["45 min", false],
    ]);
    await userEvent.click(screen.getByRole("radio", { name: "45 min" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Role" }), "Nurse{Enter}");
    await vi.waitFor(() => expect(posted.map(({ fields }) => fields["minutes"])).toEqual(["45"]));
  });

  it("offers the last three set-ups, each once", () => {
    const held = (id: string, role: string, company: string | null = null) => ({ ...interviewOf({ id, role, company }), answers: 0 });
    const interviews = [held("a", "Nurse"), held("b", "Pilot", "Air"), held("c", "Nurse"), held("d", "Pilot"), held("e", "Cook")];
    show({ interviews });
    const links = within(screen.getByRole("list", { name: "Set up as before" })).getAllByRole("link");
    expect(links.map((it) => [it.textContent, it.getAttribute("href")])).toEqual([
      ["Again: Nurse", "/interview/new?from=a"],
      ["Again: Pilot · Air", "/interview/new?from=b"],
      ["Again: Pilot", "/interview/new?from=d"],
    ]);
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

it.each([
  [null, ""],
  [{ minutes: 120, usedMinutes: 0.2 }, "1 of today's 120 minutes of interview are used."],
  [{ minutes: 120, usedMinutes: 0 }, ""],
  [{ minutes: 120, usedMinutes: 38.4 }, "39 of today's 120 minutes of interview are used."],
  [{ minutes: 120, usedMinutes: 108.5 }, "11 minutes of interview left today"],
  [{ minutes: 120, usedMinutes: 118.9 }, "1 minute of interview left today"],
  [{ minutes: 120, usedMinutes: 119.5 }, "Today's minutes of interview are used up"],
  [{ minutes: 120, usedMinutes: 300 }, "Today's minutes of interview are used up"],
])("tells the minutes of the day before they run out: %o", (allowance, words) => {
  show({ allowance });
  const told = screen.queryByText(/minutes? of interview (are used|left today|are used up)/)?.textContent ?? "";
  expect(told).toBe(words);
});
