import { matchesGlob, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The suites one after the other in the order of vitest.config.ts, so that files which share a runtime follow each other. */
export class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files))
      .map((file) => ({ file, place: placeOf(file) }))
      .toSorted(({ place: [a, b] }, { place: [c, d] }) => a - c || b - d)
      .map(({ file }) => file);
  }
}

/** A file's project, and the first of its `include` that takes the file. */
const placeOf = ({ project, moduleId }: TestSpecification): [number, number] => {
  const { include, root } = project.config;
  return [project.vitest.projects.indexOf(project), include.findIndex((pattern) => matchesGlob(relative(root, moduleId), pattern))];
};
