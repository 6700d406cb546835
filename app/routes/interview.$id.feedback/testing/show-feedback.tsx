import { screen, within } from "@testing-library/react";
import { type Interview, type TranscriptEntry } from "../../../../contract/app-api.ts";
import { measuresOf } from "../../../feedback/delivery/measures.ts";
import { conversation, interviewOf } from "../../../feedback/testing/interview.ts";
import { feedbackOf, inputEntry, spokenEntries, spokenSession } from "../../../feedback/testing/report.ts";
import { showPage } from "../../../ui/testing/show-page.tsx";
import { FeedbackPage, type FeedbackPageProps } from "../feedback-page.tsx";

/** The time at which the pages of these tests are read. */
export const nowUnixMs = Date.parse("2025-11-21T09:10:00.000Z");

/** The page's props for an interview without a report. */
export const propsOf = (parts: Partial<Interview>, transcript: TranscriptEntry[] = conversation): FeedbackPageProps => {
  const interview = interviewOf(parts);
  const entries = transcript.map((entry) => inputEntry(entry));
  const delivery = measuresOf({ setup: interview, entries, session: null });
  return { interview, entries, delivery, feedback: feedbackOf("NONE"), shares: [], madeLink: null, nowUnixMs };
};

/** Renders that page at `/here`. `load` gives the data when the page is reloaded. */
export const show = (interview: Partial<Interview>, transcript: TranscriptEntry[] = conversation, load?: () => object) =>
  showPage(<FeedbackPage {...propsOf(interview, transcript)} />, { path: "/here", ...(load ? { load } : {}) });

/** Renders the page of a spoken interview whose report is ready. */
export const showReport = (parts: Partial<FeedbackPageProps> = {}) => {
  const interview = interviewOf();
  const delivery = measuresOf({ setup: interview, entries: spokenEntries, session: spokenSession });
  const page = (
    <FeedbackPage {...propsOf({})} {...{ interview, delivery }} entries={spokenEntries} feedback={feedbackOf("READY")} {...parts} />
  );
  return showPage(page, { path: "/here" });
};

/** The links below the bars of answer lengths, and their names. */
export const bars = () => within(screen.getByRole("region", { name: "Delivery" })).getAllByRole("link", { name: /^Answer \d/ });
export const barNames = () => bars().map((it) => it.getAttribute("aria-label"));
