import { GoogleGenAI, Live } from "@google/genai";
import { afterEach, expect, it, vi } from "vitest";
import { liveAt, modelsAt, type SocketFactory } from "./client.ts";

const place = { apiKey: "a-key", baseUrl: "http://gemini.test" };
const whole = () => new GoogleGenAI({ apiKey: place.apiKey, apiVersion: "v1beta", httpOptions: { baseUrl: place.baseUrl } });

afterEach(() => vi.unstubAllGlobals());

/** What reaches the network when the text model is asked, and the result of its answer. */
const asked = async (models: Pick<GoogleGenAI["models"], "generateContent">, answer: Response) => {
  const requests: unknown[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    requests.push({ url, method: init.method, headers: [...new Headers(init.headers)], body: init.body });
    return Promise.resolve(answer);
  });
  const config = { systemInstruction: "S", responseMimeType: "application/json", httpOptions: { timeout: 5_000 } };
  const came = models.generateContent({ model: "gemini-3.8-flash", contents: "C", config });
  const told = await came.then(
    ({ text }) => ({ text }),
    ({ name, status, message }: Error & { status: number }) => ({ name, status, message }),
  );
  return { requests, told };
};

const written = () => Response.json({ candidates: [{ content: { parts: [{ text: "T" }] } }] });
const refused = () => Response.json({ error: { code: 400, message: "no" } }, { status: 400 });

it.each([
  ["has written", written],
  ["has refused", refused],
])("asks a text model as the whole SDK does, and reads the same result when it %s", async (_, answer) => {
  const ours = await asked(modelsAt(place), answer());
  expect(ours).toEqual(await asked(whole().models, answer()));
  expect(JSON.stringify(ours.requests)).toContain("a-key");
});

/** The address and the first message of a Live connection that the SDK opens. */
const opened = async (live: (sockets: SocketFactory) => Pick<Live, "connect">) => {
  const seen: unknown[] = [];
  const sockets: SocketFactory = {
    create: (url, headers, callbacks) => {
      seen.push(url, headers);
      return {
        connect: () => queueMicrotask(() => callbacks.onopen()),
        send: (message) => {
          seen.push(JSON.parse(message));
          callbacks.onmessage({ data: '{"setupComplete":{}}' });
        },
        close: () => {},
      };
    },
  };
  await live(sockets).connect({ model: "gemini-3.8-live", config: { systemInstruction: "S" }, callbacks: { onmessage: () => {} } });
  return seen;
};

it.each([place.baseUrl, undefined])("opens a Live connection as the whole SDK does (%s)", async (baseUrl) => {
  const withoutHeaders = { addAuthHeaders: () => Promise.resolve() };
  class Whole extends GoogleGenAI {
    on = (sockets: SocketFactory) => new Live(this.apiClient, withoutHeaders, sockets);
  }
  const ours = await opened((sockets) => liveAt({ ...place, baseUrl }, sockets));
  const { on } = new Whole({ apiKey: place.apiKey, apiVersion: "v1beta", httpOptions: { ...(baseUrl && { baseUrl }) } });
  expect(ours).toEqual(await opened(on));
  expect(ours[0]).toContain("key=a-key");
});
