import { spawn } from "node:child_process";

/** Plays tests to their end; its exit code is this process's. */
export const playTests = async (args: string[], variables: NodeJS.ProcessEnv = {}): Promise<void> => {
  const child = spawn("vitest", ["run", ...args], { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...variables } });
  process.exitCode = await new Promise<number>((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
};
