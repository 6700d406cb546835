import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { SignJWT } from "jose";
import { tokenLifeSeconds } from "../../contract/limits.ts";
import { readArguments } from "../arguments.ts";
import { build, generate } from "../product/artifacts.ts";
import { requirePorts } from "../product/ports.ts";
import { main } from "../product/processes.ts";
import { runServices, startSimulator, startWorker } from "../product/product.ts";
import { readSettings } from "../product/settings.ts";

/** The address that opens a new interview, with a token as the app would mint it. */
const mint = async (workerUrl: string, jwtSecret: string): Promise<string> => {
  const interviewId = randomUUID();
  const token = await new SignJWT({ userId: "mock-candidate", interviewId })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime(`${tokenLifeSeconds} s`)
    .sign(new TextEncoder().encode(jwtSecret));
  return `${workerUrl}/${interviewId}?token=${token}`;
};

main(async () => {
  readArguments({ call: "npm run mock", does: "Runs only the Worker and the simulator, with a token ready, for writing another client." });
  console.log("PrepPal's Worker and simulator, without the app");
  const settings = readSettings();
  await requirePorts({
    WORKER_PORT: settings.workerPort,
    ...(settings.usesSimulator ? { GEMINI_SIMULATOR_PORT: settings.simulatorPort } : {}),
  });
  await runServices(settings, async (services) => {
    await generate();
    await build();
    await Promise.all([startSimulator(services, settings), startWorker(services, settings, "built")]);
    const print = async () => console.log(`\n  ${await mint(settings.workerUrl, settings.workerVars["JWT_SECRET"] ?? "")}`);
    console.log("\n  Open this WebSocket within 5 minutes; Enter mints another interview, Ctrl-C ends.");
    await print();
    createInterface({ input: process.stdin }).on("line", () => void print());
  });
});
