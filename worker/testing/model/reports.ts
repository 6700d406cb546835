import { until } from "../../../harness/wait.ts";
import type { Prepared } from "../interview.ts";
import { loggedCount } from "../log-lines.ts";

/** Whether the object's schedule has an alarm of that kind. */
export const isScheduled = async (interview: Prepared, kind: string): Promise<boolean> => (await interview.alarms()).includes(kind);

/**
 * Runs the retry alarm until the app gets another report, or `isNeedless`. The answer to a report that was on its way sets the alarm anew,
 * so it is run again then.
 */
export const askAgain = async (interview: Prepared, isNeedless: () => Promise<boolean>): Promise<void> => {
  const answers = () => loggedCount(interview.id, "report.answered");
  const calls = await reportCalls(interview);
  let answered = answers();
  await interview.expire("retry");
  await until("another report", async () => {
    if ((await reportCalls(interview)) > calls || (await isNeedless())) return true;
    if (answers() > answered) {
      answered = answers();
      await interview.expire("retry");
    }
    return false;
  });
};

const reportCalls = async (interview: Prepared): Promise<number> =>
  (await interview.app()).calls.filter(({ route }) => route !== "read").length;
