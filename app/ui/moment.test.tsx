import { render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { Moment } from "./moment.tsx";

const iso = "2025-11-21T23:30:00.000Z";

it("is UTC from the server", () => {
  expect(renderToString(<Moment iso={iso} />)).toContain(`dateTime="${iso}"`);
  expect(renderToString(<Moment iso={iso} />)).toContain("21 Nov 2025, 23:30 UTC");
  expect(renderToString(<Moment iso={iso} isDateOnly />)).toContain(">21 Nov 2025<");
});

it("follows the reader's own English, and British English where they read none", () => {
  const languages = vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-DE", "en-US"]);
  render(<Moment iso="2025-11-21T12:00:00.000Z" isDateOnly />);
  expect(screen.getByText("Nov 21, 2025")).toBeVisible();
  languages.mockReturnValue(["de-DE"]);
  render(<Moment iso="2025-11-21T12:00:00.000Z" isDateOnly />);
  expect(screen.getByText("21 Nov 2025")).toBeVisible();
  languages.mockRestore();
});
