import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { setupFields } from "../../../contract/setup.ts";
import { fullSetup } from "../../../contract/testing/full-setup.ts";
import { valuesOf } from "../../setup/form-values.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { SetupPage, type SetupPageProps } from "./setup-page.tsx";

const path = "/interview/new";
const show = (parts: Partial<SetupPageProps> = {}, options: Parameters<typeof showPage>[1] = {}) =>
  showPage(<SetupPage userId="ada" preset={null} instead={null} hasLast={false} hasWeak={false} values={{}} fixed={[]} {...parts} />, {
    path,
    ...options,
  });

afterEach(() => {
  localStorage.clear();
  vi.restoreAllMocks();
});

const start = () => userEvent.click(screen.getByRole("button", { name: "Start Interview" }));
const role = () => screen.getByRole("textbox", { name: "Role" });
const valueOf = (label: string) => (screen.getByLabelText(label) as HTMLInputElement).value;

it("asks for every field of a set-up, and submits only the role when nothing else was touched", async () => {
  const { posted } = show();
  await userEvent.type(role(), "Nurse");
  await start();
  await vi.waitFor(() => expect(posted).toHaveLength(1));
  const { intent, ...fields } = posted[0]?.fields ?? {};
  expect([intent, Object.keys(fields).toSorted()]).toEqual(["start", setupFields.toSorted()]);
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  expect(said).toEqual({ role: "Nurse", minutes: "20", mode: "REAL", patience: "NORMAL", language: "en" });
});

it("sends all that was chosen and typed", async () => {
  const { posted } = show();
  await userEvent.type(role(), fullSetup.role);
  await userEvent.type(screen.getByLabelText("Company"), "Acme");
  for (const [label, choice] of Object.entries({ Level: "SENIOR", "Kind of interview": "SYSTEM_DESIGN", Voice: "Puck", Language: "de" }))
    await userEvent.selectOptions(screen.getByLabelText(label), choice);
  for (const choice of ["30 min", "Harder", "Study", "Sceptical", "Patient"])
    await userEvent.click(screen.getByRole("radio", { name: choice }));
  await userEvent.type(screen.getByLabelText("Job description"), "Run things.");
  await userEvent.type(screen.getByLabelText("Résumé"), "Ran things.");
  await userEvent.type(screen.getByLabelText("Dwell on"), "Incidents{Enter}Capacity");
  await userEvent.type(screen.getByLabelText("Your own questions"), "What did the last outage cost?");
  await start();
  await vi.waitFor(() => expect(posted.map(({ fields }) => fields)).toEqual([{ intent: "start", ...valuesOf(fullSetup) }]));
});

it("shows a previous set-up, and names the preset it came from", () => {
  show({ preset: "last", hasLast: true, hasWeak: true, values: valuesOf(fullSetup), fixed: setupFields });
  expect(["Role", "Dwell on", "Voice"].map(valueOf)).toEqual([fullSetup.role, "Incidents\nCapacity", "Puck"]);
  expect(screen.getByRole("radio", { name: "30 min" })).toBeChecked();
  const presets = within(screen.getByRole("navigation", { name: "Fill in for me" })).getAllByRole("link");
  expect(presets.map((it) => [it.textContent, it.getAttribute("href"), it.getAttribute("aria-current")])).toEqual([
    ["Same as last time", "/interview/new?preset=last", "true"],
    ["Quick 10", "/interview/new?preset=quick", null],
    ["Full 45", "/interview/new?preset=full", null],
    ["Retry my weak topics", "/interview/new?preset=weak", null],
  ]);
  cleanup();
  show();
  for (const name of ["Same as last time", "Retry my weak topics"]) expect(screen.queryByRole("link", { name })).toBeNull();
});

it("changes an interview that has not begun, and leads back into it", async () => {
  const { posted } = show({ instead: "i-1", values: valuesOf(fullSetup), fixed: setupFields });
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Change your interview");
  expect(screen.queryByRole("navigation", { name: "Fill in for me" })).toBeNull();
  expect(screen.getByRole("link", { name: "Not now" })).toHaveAttribute("href", "/interview/i-1/session");
  await start();
  await vi.waitFor(() => expect(posted.map(({ fields }) => fields["instead"])).toEqual(["i-1"]));
});

it("shows errors beside their fields, moves to the first, and keeps everything typed", () => {
  const questions = Array.from({ length: 11 }, (_, at) => `Why ${at}?`).join("\n");
  show({
    answer: {
      errors: { questions: "12 lines: keep the 10 that matter most", minutes: "No such length" },
      values: { role: "Nurse", questions, minutes: "45" },
    },
  });
  expect([valueOf("Role"), valueOf("Your own questions")]).toEqual(["Nurse", questions]);
  const length = screen.getByRole("radiogroup", { name: "Length" });
  expect(length).toHaveFocus();
  expect(length).toHaveAccessibleDescription(/No such length/);
  expect(screen.getByRole("radio", { name: "45 min" })).toBeChecked();
});

it("counts questions and characters while typing, and cuts nothing", () => {
  show();
  const questions = screen.getByLabelText("Your own questions");
  const many = Array.from({ length: 300 }, (_, at) => `Why ${at}?\n`).join("\n");
  fireEvent.input(questions, { target: { value: many } });
  expect(questions).toHaveAccessibleDescription(/300 lines: keep the 10 that matter most/);
  expect(questions).toHaveValue(many);
  const description = screen.getByLabelText("Job description");
  fireEvent.input(description, { target: { value: "x".repeat(19_000) } });
  expect(screen.getByText("19,000 of 20,000 characters")).toBeVisible();
  fireEvent.input(description, { target: { value: "🦄".repeat(20_000) } });
  expect(screen.getByText("20,000 of 20,000 characters")).toBeVisible();
  fireEvent.input(description, { target: { value: "x".repeat(30_000) } });
  expect((description as HTMLTextAreaElement).value).toHaveLength(30_000);
  expect(description).toBeInvalid();
  expect(description).toHaveAccessibleDescription(/30,000 characters: shorten it by 10,000/);
});

describe("what was typed and chosen", () => {
  const fill = async () => {
    await userEvent.type(role(), "Nurse");
    await userEvent.type(screen.getByLabelText("Résumé"), "Ten years");
    await userEvent.selectOptions(screen.getByLabelText("Level"), "Senior");
    await userEvent.click(screen.getByRole("radio", { name: "Study" }));
  };

  it("is restored after a reload over the remembered set-up, for its writer only", async () => {
    show();
    await fill();
    cleanup();
    show({ values: { resume: "Nine years" } });
    expect(["Role", "Résumé", "Level"].map(valueOf)).toEqual(["Nurse", "Ten years", "SENIOR"]);
    expect(screen.getByRole("radio", { name: "Study" })).toBeChecked();
    cleanup();
    show({ userId: "eve" });
    expect(role()).toHaveValue("");
    expect(screen.getByRole("radio", { name: "Real" })).toBeChecked();
  });

  it("gives way to a preset for the fields it sets", async () => {
    show();
    await fill();
    await userEvent.click(screen.getByRole("radio", { name: "60 min" }));
    cleanup();
    show({ preset: "quick", values: { role: "Pilot", minutes: "10" }, fixed: ["minutes"] });
    expect(role()).toHaveValue("Nurse");
    expect(screen.getByRole("radio", { name: "10 min" })).toBeChecked();
  });

  it("gives way to what the server sends back, and works without storage", async () => {
    show();
    await userEvent.type(role(), "Nurse");
    cleanup();
    show({ answer: { values: { role: "Pilot" }, errors: { level: "No such level" } } });
    expect(role()).toHaveValue("Pilot");
    cleanup();
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    show();
    expect(role()).toHaveValue("");
  });
});
