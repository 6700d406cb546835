import type { FullConfig, Reporter, Suite, TestCase, TestError, TestResult } from "@playwright/test/reporter";
import type { Progress } from "./progress.ts";

const tell = (progress: Progress): unknown => process.send?.(progress);

/** Playwright's part: every test as it ends. A flaky one has failed. */
export default class ProgressReporter implements Reporter {
  onBegin(_: FullConfig, suite: Suite): void {
    tell({ is: "planned", files: suite.allTests().length });
  }

  onTestEnd(test: TestCase, { status }: TestResult): void {
    const name = test.titlePath().filter(Boolean).join(" > ");
    const [passed, skipped] = [status === "passed", status === "skipped"];
    const broken = passed || skipped ? [] : [name];
    tell({ is: "file", suite: "e2e", passed: Number(passed), failed: broken.length, skipped: Number(skipped), broken });
  }

  onError({ message = "" }: TestError): void {
    tell({ is: "error", message });
  }

  printsToStdio(): boolean {
    return false;
  }
}
