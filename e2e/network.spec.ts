import { expect } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { TcpProxy } from "../harness/rig/tcp-proxy.ts";
import { beginInterview, endInterview, haveInterview, speak, staySilent } from "./candidate.ts";
import { simulator } from "./simulator.ts";
import { test } from "./test.ts";

const workerPort = Number(process.env["WORKER_PORT"] ?? 8787);
const networkPort = Number(process.env["NETWORK_PORT"] ?? workerPort + 1000);

// This browser finds the Worker behind a TCP proxy that the test can cut.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const rule = `--host-resolver-rules=MAP localhost:${workerPort} 127.0.0.1:${networkPort}`;
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), rule] });
  },
});

test("an interview goes on after the network was gone for ten seconds, and after a reload in mid-sentence", async ({ page }) => {
  const role = `Train Driver ${randomUUID()}`;
  const network = await new TcpProxy({ targetPort: workerPort }).listen(networkPort);
  try {
    await simulator.play(role, { turns: [{ say: { text: "Good morning. What brings you here?", ms: 1500 } }, "proud", "decision"] });
    await staySilent(page);
    await page.goto(`/interview/${await haveInterview(page, role)}/session`);
    await beginInterview(page);
    await speak(page);
    expect(network.open).toBeGreaterThan(0);
    const log = page.getByRole("log", { name: "Transcript" });
    // The second question: the candidate speaks over the greeting, and is answered.
    const first = "Thank you";
    await expect(log).toContainText(first);

    const triesBefore = network.accepted;
    network.set("refuse");
    network.reset();
    await expect(page.getByText(/reconnecting/i).first()).toBeVisible();
    // Tries after about 0.5, 1, 2 and 4 s, then every 5 s.
    await expect.poll(() => network.accepted - triesBefore, { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
    network.set("pass");
    await expect(page.getByText(/reconnecting/i)).toHaveCount(0);
    await expect(log).toContainText(first);

    await page.reload();
    await expect(page.getByRole("button", { name: "End Interview" })).toBeVisible();
    await expect(log).toContainText(first);
    await endInterview(page);
    await expect(page.getByText(first).first()).toBeVisible();
    expect((await simulator.sessions(role)).map(({ closedAtUnixMs }) => closedAtUnixMs !== null)).toEqual([true]);
  } finally {
    await network.close();
  }
});
