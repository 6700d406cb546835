import { afterEach, expect, it, vi } from "vitest";
import { GeminiSocket } from "./socket.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("passes on what arrives with setupComplete", async () => {
  const { 0: gemini, 1: ours } = new WebSocketPair();
  gemini.accept();
  vi.spyOn(globalThis, "fetch").mockResolvedValue({ webSocket: ours } as Response);
  const news = { message: vi.fn(), malformed: vi.fn(), closed: vi.fn() };
  const sdk = { onopen: vi.fn(), onmessage: vi.fn(), onerror: vi.fn(), onclose: vi.fn() };
  new GeminiSocket(news).factory.create("ws://gemini", {}, sdk).connect();
  await vi.waitFor(() => expect(sdk.onopen).toHaveBeenCalledOnce());
  const first = { setupComplete: {}, sessionResumptionUpdate: { newHandle: "h", resumable: true } };
  gemini.send(JSON.stringify(first));
  gemini.send(JSON.stringify({ goAway: {} }));
  await vi.waitFor(() => expect(news.message.mock.calls).toEqual([[first], [{ goAway: {} }]]));
  expect(sdk.onmessage.mock.calls).toEqual([[{ data: JSON.stringify(first) }]]);
});
