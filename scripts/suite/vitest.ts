import { runShown } from "../product/processes.ts";

/** Plays tests to their end; its exit code is this process's. */
export const playTests = async (args: string[], variables: NodeJS.ProcessEnv = {}): Promise<void> => {
  process.exitCode = await runShown("vitest", ["run", ...args], { env: { ...process.env, ...variables } });
};
