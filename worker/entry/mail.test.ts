import { SELF } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import worker from "../index.ts";
import { testEnv } from "../testing/test-env.ts";

const mail = { to: "ada@example.com", subject: "Choose a new password", text: "https://app.example/reset?token=abc\n" };
const bearer = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };
const asked = (body: unknown = mail, headers: Record<string, string> = bearer) =>
  new Request<unknown, IncomingRequestCfProperties>("http://worker/mail", {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const logged = async (work: () => Promise<unknown>): Promise<string[]> => {
  const lines: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  await work();
  spy.mockRestore();
  return lines;
};

it("logs the letter, link included, where no sender is set", async () => {
  const lines = await logged(async () => expect((await SELF.fetch(asked())).status).toBe(204));
  expect(lines).toContain(JSON.stringify({ event: "mail.written", ...mail }));
});

it("sends the letter from MAIL_FROM through the binding, and logs none of it", async () => {
  const sent: unknown[] = [];
  const EMAIL = { send: async (message: unknown) => (sent.push(message), { messageId: "1" }) };
  const lines = await logged(async () => {
    const response = await worker.fetch(asked(), { ...env, MAIL_FROM: "PrepPal <no-reply@example.com>", EMAIL } as typeof env);
    expect(response.status).toBe(204);
  });
  expect(sent).toEqual([{ from: "PrepPal <no-reply@example.com>", ...mail }]);
  expect(lines).toEqual([JSON.stringify({ event: "mail.sent" })]);
});

it("accepts the local platform's own binding", async () => {
  const response = await worker.fetch(asked(), { ...env, MAIL_FROM: "no-reply@example.com" } as typeof env);
  expect(response.status).toBe(204);
});

it("reports that a letter was not sent, and logs why without its text", async () => {
  const EMAIL = { send: async () => Promise.reject(new Error("E_RATE_LIMIT_EXCEEDED")) };
  const lines = await logged(async () => {
    const response = await worker.fetch(asked(), { ...env, MAIL_FROM: "no-reply@example.com", EMAIL } as typeof env);
    expect(response.status).toBe(502);
  });
  expect(lines).toEqual([JSON.stringify({ event: "mail.refused", cause: "Error: E_RATE_LIMIT_EXCEEDED" })]);
});

it("accepts letters only from the app, and only sendable ones", async () => {
  const statuses = [
    asked(mail, {}),
    asked(mail, { Authorization: "Bearer wrong" }),
    new Request("http://worker/mail", { headers: bearer }),
    asked("no JSON"),
    asked({ ...mail, to: "nobody" }),
    asked({ ...mail, subject: "One\r\nBcc: all@example.com" }),
    asked({ ...mail, text: "x".repeat(10_001) }),
    asked({ ...mail, cc: "eve@example.com" }),
    asked({ ...mail, text: "x".repeat(70_000) }),
  ].map(async (request) => (await SELF.fetch(request)).status);
  expect(await Promise.all(statuses)).toEqual([401, 401, 405, 400, 400, 400, 400, 400, 400]);
});
