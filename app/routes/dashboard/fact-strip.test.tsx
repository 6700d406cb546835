import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Facts } from "../../interviews/facts.server.ts";
import { showPage } from "../../ui/testing/show-page.tsx";
import { FactStrip } from "./fact-strip.tsx";

const now = Date.parse("2026-11-20T12:00:00.000Z");
const at = (day: number, parts: Partial<Facts["practised"][number]> = {}) => ({
  at: new Date(2026, 10, day, 12).toISOString(),
  spokenMs: 0,
  answers: 0,
  isWhole: true,
  ...parts,
});
const show = (facts: Partial<Facts>, goneIds: string[] = []) =>
  showPage(<FactStrip facts={{ practised: [], next: null, ...facts }} goneIds={goneIds} nowUnixMs={now} />);
const told = () =>
  [...document.querySelectorAll<HTMLElement>("dl > div:not([hidden])")].map((it) =>
    [...it.children].map(({ textContent }) => textContent).join(": "),
  );

const next = { interviewId: "i-1", text: "Say the result in one sentence." };

it("shows minutes, answers and the next thing to try, which links to its report", () => {
  show({ practised: [at(2, { spokenMs: 2_500_000, answers: 30 }), at(19, { spokenMs: 59_000, answers: 1 })], next });
  expect(told()).toEqual(["Spoken this month: 42 min", "Answers this month: 31", "Next: Say the result in one sentence."]);
  const strip = within(screen.getByRole("region", { name: "Your practice" }));
  expect(strip.getByRole("link", { name: next.text })).toHaveAttribute("href", "/interview/i-1/feedback#next");
});

it("excludes other months, by the reader's time zone", () => {
  show({ practised: [at(0, { spokenMs: 600_000, answers: 5 }), at(1, { spokenMs: 60_000 })] });
  expect(told()).toEqual(["Spoken this month: 1 min"]);
});

it("is corrected before painting when the server had another month", () => {
  show({ practised: [at(0, { answers: 5 }), at(9, { spokenMs: 60_000 })] });
  for (const it of document.querySelectorAll<HTMLElement>("[data-within]")) it.hidden = !it.hidden;
  const script = document.createElement("script");
  script.textContent = document.querySelector("section script")?.textContent ?? "";
  document.body.appendChild(script);
  expect(told()).toEqual(["Spoken this month: 1 min"]);
  script.remove();
});

it("omits what is unknown, and says “at least” when some of it is", () => {
  show({ practised: [at(5, { answers: 4, isWhole: false }), at(6, { spokenMs: 59_999, answers: 2 })] });
  expect(told()).toEqual(["Spoken this month: At least 59 s", "Answers this month: At least 6"]);
});

it("names no advice from an interview deleted a moment ago", () => {
  show({ next }, ["i-1"]);
  expect(told()).toEqual([]);
});
