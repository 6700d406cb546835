import { expect, it, vi } from "vitest";
import { prepareInterview } from "./testing/interview.ts";
import { testEnv } from "./testing/test-env.ts";
import { describe, log, redact } from "./log.ts";

it("redacts whatever opens a door from every line", () => {
  const lines = [
    "GET /ws?key=AIzaSyA-1 failed",
    "wss://worker/1?token=abc.def&rate=24000",
    "Authorization: Bearer s3cret",
    "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiIxIn0.c2ln",
    "the key AIzaSyA-1",
  ];
  expect(lines.map(redact)).toEqual([
    "GET /ws?key=… failed",
    "wss://worker/1?token=…&rate=24000",
    "Authorization: Bearer …",
    "eyJ…",
    "the key AIza…",
  ]);
  expect(describe(new TypeError("fetch of http://x/?key=1 failed"))).toBe("TypeError: fetch of http://x/?key=… failed");
});

it("logs a whole interview without a secret, a token or a word of it", async () => {
  const written: string[] = [];
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...args: unknown[]) => void written.push(args.map(String).join(" "))),
  );
  const interview = await prepareInterview({
    interview: { resume: "I kept the Kremlin's boilers warm", company: "Secretive Ltd" },
    plan: { status: [{ status: 401 }] },
  });
  const token = await interview.token();
  const client = await interview.join({ token });
  const { resumeToken } = await client.until("sessionStarted");
  await interview.act({ say: { text: "Which boilers exactly?", ms: 20, fragments: 1 } });
  await interview.act({ send: { serverContent: { inputTranscription: { text: "The big ones." } } } });
  await client.until("transcriptUpdate", 3);
  await interview.act({ terminate: true });
  await interview.session(2);
  client.raw("not understood");
  client.requestEnd();
  await client.closes();
  log("done");
  spies.forEach((spy) => spy.mockRestore());
  const story = written.join("\n");
  expect(story).toContain("done");
  expect(story).toContain(interview.id);
  const secrets = [
    token,
    resumeToken,
    testEnv.JWT_SECRET,
    testEnv.WORKER_SHARED_SECRET,
    `key-of-role-${interview.id}`,
    `role-${interview.id}`,
  ];
  const words = ["boilers", "The big ones", "Secretive", "Kremlin", "not understood"];
  expect([...secrets, ...words].filter((it) => story.includes(it))).toEqual([]);
});
