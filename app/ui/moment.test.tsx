import { render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { Day, Moment, TimeOfDay } from "./moment.tsx";

const iso = "2025-11-21T23:30:00.000Z";

it("is in UTC from the server", () => {
  expect(renderToString(<Moment iso={iso} />)).toContain(`dateTime="${iso}"`);
  expect(renderToString(<Moment iso={iso} />)).toContain("21 Nov 2025, 23:30 UTC");
  expect(renderToString(<Moment iso={iso} isDateOnly />)).toContain(">21 Nov 2025<");
});

it("shows a day by name and a time of day, each in UTC from the server", () => {
  expect(renderToString(<Day iso={iso} />)).toContain(">Friday, 21 November 2025<");
  expect(renderToString(<TimeOfDay iso={iso} />)).toContain(">23:30 UTC<");
});

it("follows the reader's own English, or British English if they prefer none", () => {
  const languages = vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-DE", "en-US"]);
  render(<Moment iso="2025-11-21T12:00:00.000Z" isDateOnly />);
  expect(screen.getByText("Nov 21, 2025")).toBeVisible();
  languages.mockReturnValue(["de-DE"]);
  render(<Moment iso="2025-11-21T12:00:00.000Z" isDateOnly />);
  expect(screen.getByText("21 Nov 2025")).toBeVisible();
  languages.mockRestore();
});

it.each([
  [["en-US@posix", "en-US"], "Nov 21, 2025"],
  [["en_US.UTF-8"], "21 Nov 2025"],
  [["en-", "*", "", "en-AU"], "21 Nov 2025"],
  [["english"], "21 Nov 2025"],
  [[], "21 Nov 2025"],
])("shows a date whatever languages the browser reports: %j", (languages, words) => {
  const setting = vi.spyOn(navigator, "languages", "get").mockReturnValue(languages);
  render(<Moment iso="2025-11-21T12:00:00.000Z" isDateOnly />);
  expect(screen.getByText(words)).toBeVisible();
  setting.mockRestore();
});

it("falls back to UTC when the browser's time zone is unknown", () => {
  const { DateTimeFormat } = Intl;
  const format = vi.spyOn(Intl, "DateTimeFormat").mockImplementation(function (locale, options) {
    if (!options?.timeZone) throw new RangeError("Invalid time zone specified: Etc/Unknown");
    return new DateTimeFormat(locale, options);
  });
  render(<Moment iso={iso} />);
  expect(screen.getByText("21 Nov 2025, 23:30 UTC")).toBeVisible();
  format.mockRestore();
});

it.each(["", "soon", "2025-13-45T00:00:00Z"])("shows the invalid time %j unchanged", (text) => {
  render(<Moment iso={text} />);
  expect(document.querySelector("time")).toHaveTextContent(text);
});
