import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The suites one after the other in the order of vitest.config.ts, so that files which share a runtime follow each other. */
export class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project }: TestSpecification) => project.vitest.projects.indexOf(project);
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}
