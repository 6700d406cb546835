import { spawnGroup } from "../../scripts/product/process-group.ts";
import { shown } from "../figures/shown.ts";

/** Seconds that everything of `npm test` takes, the build that is there already aside; says so where it fails. */
export const timeSuite = async (): Promise<[string, string]> => {
  const startedAt = performance.now();
  const child = spawnGroup("npm", ["test"], { stdio: "ignore" });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return ["npm test, s", `${shown((performance.now() - startedAt) / 1_000)}${code === 0 ? "" : ", and it failed"}`];
};
