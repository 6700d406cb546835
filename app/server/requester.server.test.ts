import { expect, it } from "vitest";
import { requesterOf } from "./requester.server.ts";

const of = (headers: Record<string, string>) => requesterOf(new Request("http://localhost", { headers }));

it.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
    "Chrome on Android",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15",
    "Safari on Mac",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox on Linux"],
  ["curl/8.14", ""],
  ["", ""],
])("names the browser for %s", (agent, device) => {
  expect(of({ "User-Agent": agent }).device).toBe(device);
});

it.each([
  [{ "CF-IPCountry": "NO", "CF-IPCity": "Oslo" }, "Oslo, Norway"],
  [{ "CF-IPCountry": "DE" }, "Germany"],
  [{ "CF-IPCountry": "XX", "CF-IPCity": "Nowhere" }, ""],
  [{ "CF-IPCountry": "T1" }, ""],
  [{ "CF-IPCountry": "<b>" }, ""],
  [{}, ""],
])("names the place for %o", (headers, place) => {
  expect(of(headers as Record<string, string>).place).toBe(place);
});
