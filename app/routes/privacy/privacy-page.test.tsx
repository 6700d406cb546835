import { expect, it } from "vitest";
import { RecordTick } from "../../recording/record-tick.tsx";
import { showPage } from "../../ui/testing/show-page.tsx";
import { PrivacyPage } from "./privacy-page.tsx";

it("says the same about a recording as where it is offered: deleted with its interview, after 30 days, or at sign-out", () => {
  showPage(
    <>
      <RecordTick interviewId="i-1" />
      <PrivacyPage contact={null} asksForBreaches={false} />
    </>,
  );
  const words = "goes with its interview, after 30 days, or when you sign out";
  expect(document.body.textContent?.split(words)).toHaveLength(3);
});
