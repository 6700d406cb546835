import { expect, it } from "vitest";
import { documentPolicy } from "./security-headers.server.ts";

const policyFor = (workerUrl: string, isDevelopment = false) => documentPolicy({ nonce: "n0nce", workerUrl, isDevelopment }).split("; ");

it("allows a page its own origin, its nonce and the Worker's socket, and nothing else", () => {
  expect(policyFor("wss://worker.example/base?x=1")).toEqual([
    "default-src 'self'",
    "script-src 'self' 'nonce-n0nce'",
    "worker-src 'self'",
    "connect-src 'self' wss://worker.example",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "report-uri /api/csp-report",
    "report-to policy",
  ]);
});

it("names the socket's origin even if the Worker's address is given with http", () => {
  expect(policyFor("http://localhost:8787")).toContain("connect-src 'self' ws://localhost:8787");
  expect(policyFor("https://worker.example/")).toContain("connect-src 'self' wss://worker.example");
});

it("lets Vite reload pages during development only, and never allows eval", () => {
  expect(policyFor("ws://localhost:8787", true)).toContain("connect-src 'self' ws://localhost:8787 ws:");
  expect(policyFor("ws://localhost:8787", true).join()).not.toContain("unsafe-eval");
});
