import { redirect } from "@remix-run/cloudflare";
import { useActionData } from "@remix-run/react";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { interviewOf } from "../../feedback/testing/interview.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { forgetSentDraft } from "../../ui/draft.ts";
import { DashboardPage, type DashboardPageProps } from "./dashboard-page.tsx";

const whole = { user: { id: "ada", name: "Ada Augusta King" }, interviews: [], nextCursor: null, nowUnixMs: 0, allowance: null };
const show = (parts: Partial<DashboardPageProps> = {}, options: Parameters<typeof showPage>[1] = {}) =>
  showPage(<DashboardPage {...whole} {...parts} />, { path: "/dashboard", ...options });

afterEach(() => localStorage.clear());

/** What the start form sends if nothing was typed. */
const left = { intent: "start", jobDescription: "", resume: "" };
const rows = () => [...document.querySelectorAll("summary")].filter((it) => it.closest("form")?.contains(screen.getByLabelText("Role")));

describe("starting an interview", () => {
  it("needs a role and nothing else", async () => {
    const { posted } = show();
    await userEvent.type(screen.getByRole("textbox", { name: "Role" }), "Nurse{Enter}");
    await vi.waitFor(() => expect(posted).toEqual([{ path: "/dashboard", fields: { ...left, role: "Nurse", minutes: "20" } }]));
  });

  it("includes a job description and a résumé, pasted into rows that open in place", async () => {
    const { posted } = show();
    expect(rows().map((it) => [it.textContent, it.parentElement])).toEqual([
      ["›Job description – paste", expect.not.objectContaining({ open: true })],
      ["›Résumé – paste or drop", expect.not.objectContaining({ open: true })],
    ]);
    await userEvent.type(screen.getByRole("textbox", { name: "Role" }), "Nurse");
    await userEvent.click(rows()[0] as HTMLElement);
    await userEvent.type(screen.getByRole("textbox", { name: "Job description" }), "Run ward 5.");
    fireEvent.drop(rows()[1] as HTMLElement, { dataTransfer: { files: [new File(["x".repeat(2_340)], "cv.txt")] } });
    await screen.findByText(/^cv\.txt is read/);
    expect(screen.getByRole("textbox", { name: "Résumé" })).toBeVisible();
    expect(rows().map((it) => it.textContent)).toEqual(["›Job description 11 characters ✓", "›Résumé 2,340 characters ✓"]);
    await userEvent.click(screen.getByRole("button", { name: "Start Interview" }));
    const texts = { jobDescription: "Run ward 5.", resume: "x".repeat(2_340) };
    await waitFor(() => expect(posted.map(({ fields }) => fields)).toEqual([{ ...left, ...texts, role: "Nurse", minutes: "20" }]));
  });

  it("includes the personal part of the last set-up, says what that is, and drops it on request", async () => {
    const { posted } = show({ before: { id: "i-1", words: ["your résumé", "German"] } });
    const before = screen.getByRole("checkbox", { name: "As last time: your résumé, German" });
    expect(before).toBeChecked();
    await userEvent.type(screen.getByRole("textbox", { name: "Role" }), "Nurse{Enter}");
    await userEvent.click(before);
    await userEvent.click(screen.getByRole("button", { name: "Start Interview" }));
    await vi.waitFor(() => expect(posted.map(({ fields }) => fields["like"])).toEqual(["i-1", undefined]));
  });

  it("ends with Start Interview", () => {
    show();
    const form = screen.getByRole("textbox", { name: "Role" }).closest("form") as HTMLElement;
    const pressed = [...form.querySelectorAll("button, a, summary")].map((it) => it.textContent);
    expect(pressed.slice(-2)).toEqual(["Set it up first", "Start Interview"]);
  });

  it("offers four lengths, and also a longer one chosen on the set-up page", async () => {
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

  it("offers the last three different set-ups", () => {
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

  it("truncates a set-up at its end, whatever its text direction", () => {
    show({ interviews: [{ ...interviewOf({ role: "مهندس برمجيات", company: "Northwind" }), answers: 0 }] });
    const again = within(screen.getByRole("list", { name: "Set up as before" })).getByText(/^مهندس برمجيات/);
    expect([again.getAttribute("dir"), again.textContent]).toEqual(["auto", "مهندس برمجيات · Northwind"]);
  });

  it("links to the full set-up page", () => {
    show();
    expect(screen.getByRole("link", { name: "Set it up first" })).toHaveAttribute("href", "/interview/new");
  });

  it("shows that it is pending and submits only once", async () => {
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

  it("ties an error to its field, and moves there", () => {
    show({ errors: { role: "Enter the role" }, values: { role: " " } });
    const role = screen.getByRole("textbox", { name: "Role" });
    expect(role).toHaveFocus();
    expect(role).toBeInvalid();
    expect(role).toHaveAccessibleDescription(/Enter the role$/);
  });

  it("offers neither an old set-up nor another round before the first interview has begun", () => {
    const unbegun = {
      ...interviewOf({ id: "a", role: "Nurse", status: "PENDING", startedAt: null, endedAt: null, endReason: null }),
      answers: 0,
    };
    show({ interviews: [unbegun] });
    expect(screen.queryByRole("link", { name: /^Again/ })).toBeNull();
    expect(screen.getByText("Your first interview is set up: begin it whenever you are ready.")).toBeVisible();
    cleanup();
    show({ interviews: [{ ...unbegun, status: "ERROR", endReason: "CANCELLED" }] });
    expect(screen.getByText("Your first interview is one line away.")).toBeVisible();
    cleanup();
    show({ interviews: [unbegun, { ...interviewOf({ id: "b", role: "Pilot" }), answers: 0 }] });
    expect(screen.getAllByRole("link", { name: /^Again/ }).map((it) => it.textContent)).toEqual(["Again: Pilot"]);
    expect(screen.getByText("Ready for another round?")).toBeVisible();
  });

  it("clears a field's error once it is edited, until the next refusal", async () => {
    const errors = { role: "Enter the role" };
    const Page = () => <DashboardPage {...whole} {...useActionData<{ errors: typeof errors }>()} />;
    showPage(<Page />, { path: "/dashboard", answer: () => ({ errors: { ...errors } }) });
    const start = screen.getByRole("button", { name: "Start Interview" });
    const role = screen.getByRole("textbox", { name: "Role" });
    await userEvent.click(start);
    expect(await screen.findByText("Enter the role")).toBeVisible();
    expect(role).toBeInvalid();
    await userEvent.type(role, "N");
    expect(screen.queryByText("Enter the role")).toBeNull();
    expect(role).not.toBeInvalid();
    await userEvent.click(start);
    expect(await screen.findByText("Enter the role")).toBeVisible();
    expect(role).toHaveFocus();
  });

  it("opens the row with the text to correct, moves there, and cuts nothing", () => {
    const jobDescription = "x".repeat(20_001);
    show({ errors: { jobDescription: "At most 20,000 characters" }, values: { role: "Nurse", jobDescription } });
    const field = screen.getByRole("textbox", { name: "Job description" });
    expect(field).toBeVisible();
    expect(field).toHaveFocus();
    expect(field).toHaveValue(jobDescription);
    expect(rows()[0]).toHaveTextContent("Job description Too long: 20,001");
    expect(rows()[1]?.parentElement).not.toHaveAttribute("open");
  });
});

describe("what was typed for an interview", () => {
  it("is shown in its row when the page is opened again, whichever form it was typed into", () => {
    localStorage.setItem("preppal.start-form:ada", JSON.stringify({ resume: "Ten years" }));
    show();
    expect(rows().map((it) => it.textContent)).toEqual(["›Job description – paste", "›Résumé 9 characters ✓"]);
  });

  const role = () => screen.getByRole("textbox", { name: "Role" });

  it("is discarded once the interview has started, but not after a refusal or when another one is opened", async () => {
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

it("confirms an interview deleted on another page, and nothing otherwise", async () => {
  const words = "The interview is deleted, with its transcript, its report and every link to it.";
  show();
  expect(screen.queryByText(words)).toBeNull();
  cleanup();
  show({}, { path: "/dashboard?deleted=interview" });
  expect(screen.getAllByText(words)[1]).toBeVisible();
  expect(screen.getAllByText(words)[0]).toHaveRole("status");
});

it("greets by first name", () => {
  show();
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(/^Hello, Ada$/);
});

it.each(["عبد الله الأحمد", "山田 太郎"])("greets with the whole name where its first part alone may be none: %s", (name) => {
  show({ user: { id: "ada", name } });
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(`Hello, ${name}`);
});

it.each([
  [null, ""],
  [{ minutes: 120, usedMinutes: 0.2 }, "1 of today’s 120 minutes of interview is used."],
  [{ minutes: 120, usedMinutes: 0 }, ""],
  [{ minutes: 120, usedMinutes: 38.4 }, "39 of today’s 120 minutes of interview are used."],
  [{ minutes: 120, usedMinutes: 108.5 }, "11 minutes of interview left today"],
  [{ minutes: 120, usedMinutes: 118.9 }, "1 minute of interview left today"],
  [{ minutes: 120, usedMinutes: 119.5 }, "Today’s minutes of interview are used up"],
  [{ minutes: 120, usedMinutes: 300 }, "Today’s minutes of interview are used up"],
])("warns before the day's minutes run out: %o", (allowance, words) => {
  show({ allowance });
  const told = screen.queryByText(/minutes? of interview ((is|are) used|left today|are used up)/)?.textContent ?? "";
  expect(told).toBe(words);
});
