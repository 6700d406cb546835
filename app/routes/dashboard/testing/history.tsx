import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { interviewOf } from "../../../feedback/testing/interview.ts";
import { showPage } from "../../../ui/testing/show-page.tsx";
import { DashboardPage, type DashboardPageProps } from "../dashboard-page.tsx";
import type { HistoryEntry } from "../history-item.tsx";

export const entry = (id: string, role: string, parts: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...interviewOf({ id, role }),
  answers: 0,
  ...parts,
});

export const interviews = [
  entry("a", "Nurse", { status: "PENDING", startedAt: null, endedAt: null, endReason: null }),
  entry("b", "Pilot", { status: "IN_PROGRESS", endedAt: null, endReason: null }),
  entry("c", "Cook", { company: "Inn", level: "JUNIOR", answers: 6 }),
  entry("d", "Judge", { status: "ERROR", endReason: "GEMINI_FAILED" }),
  entry("e", "Diver", { endReason: "DISCONNECTED", endedAt: "2025-11-21T09:01:40.000Z", answers: 1 }),
];

export const whole = { user: { id: "ada", name: "Ada" }, interviews, nextCursor: null, nowUnixMs: 0, allowance: null };
export const show = (parts: Partial<DashboardPageProps> = {}, options: Parameters<typeof showPage>[1] = {}) =>
  showPage(<DashboardPage {...whole} {...parts} />, { path: "/dashboard", ...options });

export const history = () => within(screen.getByRole("region", { name: "Your interviews" }));
/** A row is a direct child of the list, because its menu has list items too. */
export const rows = () => [...(history().queryAllByRole("list")[0]?.children ?? [])] as HTMLElement[];
export const linkOf = (row: HTMLElement) => row.querySelector<HTMLElement>(":scope > div a");
export const roles = () => rows().map((row) => linkOf(row)?.textContent);
export const choose = async (role: string, choice: string) => {
  const sign = screen.getByLabelText(`More: ${role}`);
  await userEvent.click(sign);
  const menu = within(sign.parentElement as HTMLElement);
  await userEvent.click(menu.getByLabelText(`${choice}: ${role}`));
};
