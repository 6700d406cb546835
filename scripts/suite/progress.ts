import type { Reporter, TestModule } from "vitest/node";

/** What a runner tells the command that started it, over the channel between them. */
export type Progress =
  | { is: "planned"; files: number }
  | { is: "file"; suite: string; passed: number; failed: number; skipped: number; broken: string[] }
  | { is: "error"; message: string };

const tell = (progress: Progress): unknown => process.send?.(progress);

/** Vitest's part of it: every file as it ends. One that never got to its tests counts as a failure. */
export default class ProgressReporter implements Reporter {
  onTestRunStart(specifications: readonly unknown[]): void {
    tell({ is: "planned", files: specifications.length });
  }

  onTestModuleEnd(module: TestModule): void {
    const results = [...module.children.allTests()].map((test) => ({ name: test.fullName, state: test.result().state }));
    const count = (state: string) => results.filter((it) => it.state === state).length;
    const failed = results.filter(({ state }) => state === "failed").map(({ name }) => `${module.relativeModuleId} > ${name}`);
    const broken = failed.length === 0 && module.state() === "failed" ? [module.relativeModuleId] : failed;
    tell({ is: "file", suite: module.project.name, passed: count("passed"), failed: broken.length, skipped: count("skipped"), broken });
  }

  onTestRunEnd(_: readonly TestModule[], errors: readonly { message: string }[]): void {
    for (const { message } of errors) tell({ is: "error", message });
  }
}
