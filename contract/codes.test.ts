import { expect, it } from "vitest";
import { failureMessage } from "./codes.ts";

it("tells each failure in what a WebSocket's close has room for: 123 bytes", () => {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  expect(Object.values(failureMessage).filter((it) => bytes(it) > 123)).toEqual([]);
});
