import { type APIRequestContext, type Cookie, expect, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { spokenEntries, spokenSession } from "../app/feedback/testing/report.ts";
import { openAccount, openInterview } from "./candidate.ts";

/** The Worker's secret, as `npm start` made it or was given it. */
const secret = (): string =>
  process.env["WORKER_SHARED_SECRET"] ?? /^WORKER_SHARED_SECRET="?([^"\n]+)/m.exec(readFileSync(".dev.vars", "utf8"))?.[1] ?? "";

/** The headers of a request to the app as the Worker makes it. */
export const asTheWorker = () => ({ Authorization: `Bearer ${secret()}` });

/** Delivers a transcript as the Worker does at the end of an interview. Its job then makes the report, with the simulator as the model. */
export const tell = async (request: APIRequestContext, id: string, entries = spokenEntries) => {
  const transcript = entries.map(({ speaker, content, timestamp, speech }) => ({ speaker, content, timestamp, speech }));
  const response = await request.post(`/api/interviews/${id}/transcript`, {
    headers: asTheWorker(),
    data: { transcript, endedAt: "2025-11-21T09:02:38.000Z", endReason: "USER_INITIATED", session: spokenSession },
  });
  expect(response.status()).toBe(200);
};

export const report = (page: Page) => page.getByRole("heading", { name: "Try this next" });

/** A report that tests only read, by the cookies of the account that owns it. */
export type ToldReport = { readonly cookies: Cookie[]; readonly interviewId: string };

export const makeReport = async (request: APIRequestContext): Promise<ToldReport> => {
  await openAccount(request);
  const interviewId = await openInterview(request, "Backend Engineer");
  await tell(request, interviewId);
  const { cookies } = await request.storageState();
  return { cookies, interviewId };
};

/** Opens the report, all of which is there, as its owner. */
export const openReport = async (page: Page, { cookies, interviewId }: ToldReport): Promise<void> => {
  await page.context().addCookies(cookies);
  await page.goto(`/interview/${interviewId}/feedback`);
  await expect(report(page)).toBeVisible();
  await expect(page.getByRole("region", { name: "Drills" })).toBeVisible();
};
